import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { newBehind } from './moved-end.ts';
import { lettersOf, textsIn } from './texts-in.ts';
import { holds } from './split-ends.ts';

/** Letters of a text, held to the first and to the last of them. */
interface Piece {
  text: Y.XmlText;
  from: Y.RelativePosition;
  to: Y.RelativePosition;
}

/** What is left of one's own in a text over all of which somebody else has written. */
export interface Leftover {
  text: Y.XmlText;
  /** The last text that came with what was written over it: of several pasted blocks that of the last. */
  last: Y.XmlText;
  /** The letters, in reading order. */
  pieces: Piece[];
}

/** Of so many letters that were written over a few may have stayed: those that the new words begin or end with as well. */
const MANY = 12;
const ALIKE = 4;
/** So many letters at the end of what was pasted are not there by chance. */
const LEAST = 3;

const pieceOf = (text: Y.XmlText, from: number, to: number): Piece => ({
  text,
  from: Y.createRelativePositionFromTypeIndex(text, from, 0),
  to: Y.createRelativePositionFromTypeIndex(text, to, -1),
});

/**
 * What of one's own was left standing in a text when a change wrote over all else in it; null if the change did not.
 * @param caret the letter before it: nobody writes behind what stands elsewhere in the text; undefined where no matter
 * @param isUnseen whether whoever made the change may not have seen one's own letter of that clock
 */
export function leftoverIn(
  text: Y.XmlText,
  caret: Y.ID | null | undefined,
  { beforeState, deleteSet, doc }: Y.Transaction,
  isUnseen: (clock: number) => boolean,
): Leftover | null {
  const isNew = ({ client, clock }: Y.ID) => clock >= (beforeState.get(client) ?? 0);
  const authors = { gone: new Set<number>(), written: new Set<number>() };
  let [gone, kept, at, cut] = [0, 0, 0, ''];
  let own = null as { from: number; to: number; hasCaret: boolean } | null;
  for (let item = text._start; item; item = item.right) {
    const { id, content, length, deleted, countable } = item;
    const isOwn = id.client === doc.clientID && isUnseen(id.clock);
    if (deleted) {
      if (!(content instanceof Y.ContentString) || isNew(id) || !Y.isDeleted(deleteSet, id)) continue;
      gone += length;
      authors.gone.add(id.client);
      cut = isOwn ? cut + content.str : '';
    }
    if (deleted || !countable) continue;
    if (isNew(id)) authors.written.add(id.client);
    else if (!isOwn) kept += length;
    else {
      if (own && own.to !== at) return null;
      const hasCaret = !!caret && holds(item, caret);
      own = { from: own?.from ?? at, to: at + length, hasCaret: hasCaret || !!own?.hasCaret };
    }
    at += length;
  }
  if (
    !authors.written.size ||
    !gone ||
    kept > (gone < MANY ? 0 : ALIKE) ||
    (own && !own.hasCaret && caret !== undefined)
  )
    return null;
  // Whoever takes back words of their own takes nothing from anybody.
  if (gone < MANY && [...authors.gone].every((each) => authors.written.has(each))) return null;
  const texts = textsIn(doc.getXmlFragment(FRAGMENT));
  const last = newBehind(text, texts, isNew).at(-1) ?? text;
  const pieces = own ? [pieceOf(text, own.from, own.to)] : [];
  // What was typed after the passage had been chosen stands behind the last of the blocks that were pasted over it.
  const letters = last === text ? '' : lettersOf(last);
  let behind = cut.length;
  while (behind > 0 && !letters.endsWith(cut.slice(-behind))) behind -= 1;
  if (behind >= LEAST) pieces.unshift(pieceOf(last, letters.length - behind, letters.length));
  return { text, last, pieces };
}

/** Where the letters stand now, by the counts of their texts. */
export function standingOf(
  { pieces }: Leftover,
  doc: Y.Doc,
): { text: Y.XmlText; start: number; end: number }[] {
  return pieces.flatMap(({ text, from, to }) => {
    const [start, end] = [from, to].map((each) => Y.createAbsolutePositionFromRelativePosition(each, doc));
    const isThere = start?.type === text && end?.type === text && end.index > start.index;
    return isThere ? [{ text, start: start.index, end: end.index }] : [];
  });
}

/** Takes the letters out of where they stand, as they are: a comparison could take equal ones of others. */
export function takeLeftover(leftover: Leftover, doc: Y.Doc, origin: unknown): void {
  doc.transact(() => {
    for (const { text, start, end } of standingOf(leftover, doc)) text.delete(start, end - start);
  }, origin);
}
