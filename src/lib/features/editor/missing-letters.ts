/** Letters that a text lacks, and behind how many of its own they belong. */
export interface Missing {
  words: string;
  at: number;
}

/** The most steps to compare two texts in: two pages that have little in common. */
const MOST_STEPS = 4_000_000;

/** So few letters that two texts have in common between others they may have by chance. */
const CLOSE = 3;
/** So often at the most, if they are copies of one: or two sentences would be mixed letter by letter. */
const MOST_CLOSE = 1;

/** Whether all letters of one text stand in another, in the same order. */
export function isWithin(one: string, other: string): boolean {
  let at = 0;
  for (const letter of one) {
    at = other.indexOf(letter, at) + letter.length;
    if (at < letter.length) return false;
  }
  return true;
}

/** Whether a part of some words, so long that it is not there by chance, stands in one of the texts: corrected, perhaps. */
export function sharesWith(words: string, texts: readonly string[], length: number): boolean {
  for (let at = 0; at + Math.min(length, words.length) <= words.length; at += 1) {
    const part = words.slice(at, at + length);
    if (texts.some((letters) => letters.includes(part))) return true;
  }
  return false;
}

/** How many letters of the longest text that both contain lie behind each pair of places, row by row. */
function commonBehind(one: string, other: string): Uint16Array {
  const width = other.length + 1;
  const common = new Uint16Array((one.length + 1) * width);
  for (let at = one.length - 1; at >= 0; at -= 1)
    for (let to = other.length - 1; to >= 0; to -= 1) {
      const here = at * width + to;
      common[here] =
        one[at] === other[to]
          ? common[here + width + 1]! + 1
          : Math.max(common[here + width]!, common[here + 1]!);
    }
  return common;
}

/** Letters that were put among others later: by somebody else, perhaps, whose words may stand in a copy, too. */
export interface Later extends Missing {
  isOthers: boolean;
}

/** Letters in reading order, of which some were put among the others later: `later` says where, by the others' count. */
export interface Copied {
  letters: string;
  later: readonly Later[];
}

/**
 * What a text lacks of another, in reading order; null when they are too different to say. Of what was copied from one
 * source letter by letter; what was put in later comes whole, or all but the beginning of it that was copied, too.
 */
export function missingIn(theirs: string, { letters: mine, later }: Copied): Missing[] | null {
  let start = 0;
  while (start < mine.length && mine[start] === theirs[start]) start += 1;
  let end = 0;
  const shorter = Math.min(mine.length, theirs.length) - start;
  while (end < shorter && mine.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const one = mine.slice(start, mine.length - end);
  const other = theirs.slice(start, theirs.length - end);
  if (one.length * other.length > MOST_STEPS) return null;
  const common = commonBehind(one, other);
  const missing: Missing[] = [];
  const runs = [...later];
  const add = (words: string, at: number) => {
    const last = missing.at(-1);
    if (last?.at === at) last.words += words;
    else missing.push({ words, at });
  };
  const addLater = (upTo: number, at: (own: number) => number) => {
    while (runs[0] && runs[0].at <= upTo) {
      const run = runs.shift()!;
      const place = Math.max(at(run.at), missing.at(-1)?.at ?? 0);
      // What the other copy holds of somebody's words stands there alone.
      const rest = run.at === mine.length - end ? theirs.slice(place, theirs.length - end) : '';
      const seen = run.isOthers && run.words.startsWith(rest) ? rest.length : 0;
      add(run.words.slice(seen), place + seen);
    }
  };
  addLater(start, (own) => own);
  let to = 0;
  for (let at = 0; at < one.length;) {
    const here = at * (other.length + 1) + to;
    if (to < other.length && one[at] === other[to]) [at, to] = [at + 1, to + 1];
    else if (to < other.length && common[here + 1]! >= common[here + other.length + 1]!) {
      to += 1;
      continue;
    } else {
      add(one[at]!, start + to);
      at += 1;
    }
    addLater(start + at, () => start + to);
  }
  addLater(mine.length, (own) => theirs.length - (mine.length - own));
  const isClose = ({ at }: Missing, after: number) => after > 0 && at - missing[after - 1]!.at < CLOSE;
  return missing.filter(isClose).length > MOST_CLOSE ? null : missing;
}
