import * as Y from 'yjs';
import { type Gone, SEEN } from './gone-text.ts';
import { cameWith } from './texts-in.ts';

/** What a text came behind: the text that a note or a line break cut it off, and how many of its own first letters are copies of that one's last. */
export interface BehindNote {
  text: Y.XmlText;
  copied: number;
}

/** So many letters are the end of a paragraph, though more follow. */
const LEAST = 12;
/** So many letters somebody may have typed at the end of a paragraph in whose middle they have just put a note. */
const MOST_TYPED = 200;

/** All letters of a text, or some, though they are gone. */
function lettersThatWere(text: Y.XmlText, among?: ReadonlySet<Y.Item>): string {
  let letters = '';
  for (let item = text._start; item; item = item.right)
    if (item.content instanceof Y.ContentString && among?.has(item) !== false) letters += item.content.str;
  return letters;
}

/**
 * To Yjs a note or a line break cuts the end of its paragraph off, and puts a copy of that behind it. Which text it was cut off, and
 * how many letters of the copy there are; null where what stands before the note does not end so.
 */
export function behindNote(text: Y.XmlText): BehindNote | null {
  let left = text._item!.left;
  const isText = (item: Y.Item) =>
    item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlText;
  while (left && !isText(left)) left = left.left;
  if (!left || left === text._item!.left) return null;
  const before = (left.content as Y.ContentType).type as Y.XmlText;
  const [all, copy] = [lettersThatWere(before), lettersThatWere(text, cameWith(text))];
  const least = Math.max(Math.min(LEAST, copy.length), copy.length - MOST_TYPED);
  for (let copied = copy.length; copied >= least; copied -= 1)
    if (all.endsWith(copy.slice(0, copied))) return { text: before, copied };
  return null;
}

/**
 * The letters of a text that is gone: `freshness` says of each letter whether it was seen or cut, is new (0), or counts
 * not. Letter by letter, as Yjs makes one item of those that went at different times.
 */
export function goneFrom(
  text: Y.XmlText,
  freshness: (letter: Y.ID) => number | null,
  behind?: BehindNote,
): Pick<Gone, 'letters' | 'fresh'> {
  const gone = { letters: '', fresh: [] as number[] };
  if (behind) {
    // Before it stands what that one lacks of the copy; what is new in that one has its own place.
    const before = goneFrom(behind.text, (letter) => freshness(letter) || null);
    gone.letters = before.letters.slice(0, before.letters.length - behind.copied);
    gone.fresh = before.fresh.slice(0, gone.letters.length);
  }
  let copied = behind?.copied ?? 0;
  const came = behind && cameWith(text);
  for (let item = text._start; item; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    for (let at = 0; at < item.length; at += 1) {
      const isCopy = came?.has(item) && copied > 0;
      if (isCopy) copied -= 1;
      const fresh = isCopy ? SEEN : freshness({ client, clock: clock + at });
      if (fresh === null) continue;
      gone.letters += item.content.str[at];
      gone.fresh.push(fresh);
    }
  }
  return gone;
}
