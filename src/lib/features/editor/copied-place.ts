import * as Y from 'yjs';

/** Letters that one change put into a text side by side, and behind how many of its others. */
export interface Run {
  text: Y.XmlText;
  at: number;
  letters: string;
}

/** What came into some texts with a change, by the clocks that everybody had before it. */
export function runsIn(texts: readonly Y.XmlText[], before: ReadonlyMap<number, number>): Run[] {
  const runs: Run[] = [];
  for (const text of texts) {
    let run: Run | null = null;
    let at = 0;
    for (let item = text._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const { id, content } = item;
      const isNew = id.clock >= (before.get(id.client) ?? 0) && content instanceof Y.ContentString;
      if (!isNew) run = null;
      else if (run) run.letters += content.str;
      else runs.push((run = { text, at, letters: content.str }));
      at += item.length;
    }
  }
  return runs;
}

/** So many letters at least are a copy of a text, if they are not all of it. */
const LEAST = 4;

/** The most steps to compare two texts in. */
const MOST_STEPS = 4_000_000;

/**
 * For each place in a text, behind how many letters of its copy that lies, which may lack some and begin later: whoever
 * copied it had not seen them; or all of it may stand behind words that were pasted before it. Null if the copy has others.
 */
export function alignCopy(text: string, copy: string): Uint32Array | null {
  let [end, start] = [0, 0];
  while (end < Math.min(copy.length, text.length) && copy.at(-1 - end) === text.at(-1 - end)) end += 1;
  while (start < Math.min(copy.length, text.length) - end && copy[start] === text[start]) start += 1;
  const [one, other] = [text.slice(start, text.length - end), copy.slice(start, copy.length - end)];
  if (end === text.length && end >= LEAST)
    return Uint32Array.from({ length: end + 1 }, (_, at) => copy.length - end + at);
  if (one.length * other.length > MOST_STEPS || other.length > one.length) return null;
  const places = new Uint32Array(text.length + 1);
  for (let at = 0; at <= start; at += 1) places[at] = at;
  for (let at = 0; at <= end; at += 1) places[text.length - at] = copy.length - at;
  // Of equal letters the last: a copy begins where a paragraph was split rather than before.
  let left = other.length;
  for (let at = one.length; at > 0; at -= 1) {
    places[start + at] = start + left;
    if (left > 0 && one[at - 1] === other[left - 1]) left -= 1;
  }
  return left === 0 ? places : null;
}

/** So many letters may have been typed that whoever copied the text had not seen. */
const UNSEEN = 60;

/** Behind how many letters of a copy somebody was writing, if it lacks only their own last ones; -1 otherwise. */
function besideIn(copy: string, before: string, behind: string): number {
  for (let unseen = 0; unseen <= Math.min(UNSEEN, before.length); unseen += 1) {
    const seen = before.slice(0, before.length - unseen);
    for (let at = copy.length; at >= 0; at -= 1)
      if (seen.endsWith(copy.slice(0, at)) && behind.startsWith(copy.slice(at))) return at;
  }
  return -1;
}

/**
 * Where somebody goes on writing when another has put a copy of their text elsewhere and taken that away: whoever makes a
 * heading of a paragraph, joins it to the one before or splits it does both in one change.
 * @param before what stood before the caret, and `behind` it, in its block
 * @param known the clocks that everybody had before the change
 */
export function placeInCopy(
  texts: readonly Y.XmlText[],
  { before, behind }: { before: string; behind: string },
  known: ReadonlyMap<number, number>,
  least = LEAST,
): { text: Y.XmlText; index: number } | null {
  let [best, longest] = [null as { text: Y.XmlText; index: number } | null, 0];
  const whole = before + behind;
  for (const { text, at, letters } of runsIn(texts, known)) {
    if (letters.length <= longest || letters.length < Math.min(least, whole.length)) continue;
    const beside = besideIn(letters, before, behind);
    const place = beside < 0 && letters.length >= LEAST ? alignCopy(whole, letters)?.[before.length] : beside;
    if (place !== undefined && place >= 0) [best, longest] = [{ text, index: at + place }, letters.length];
  }
  return best;
}
