import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { newEnd } from './gone-text.ts';
import { isInNote, textsIn } from './texts-in.ts';

/** Letters of a text, and behind how many of its end they stood. */
interface Piece {
  id: Y.ID;
  length: number;
  at: number;
}

/** Where the end of a text went that stands. */
export interface MovedEnd {
  /** The end, as whoever took it away saw it. */
  tail: string;
  pieces: Piece[];
  /** The text that came with the same change and ends with so many of these letters. */
  copy: Y.XmlText;
  length: number;
}

/** So many letters tell an end of which the beginning was replaced, too. */
const BESIDE = 12;
/** So many are an end, though something stands behind it: others may have taken out fewer, and written fewer at another end. */
const LEAST = 4;

/** The texts of the blocks behind a text, as far as they came with the change that cut its end off. */
export function newBehind(
  text: Y.XmlText,
  texts: readonly Y.XmlText[],
  isNew: (id: Y.ID) => boolean,
): Y.XmlText[] {
  const behind = texts.slice(texts.indexOf(text) + 1).filter((each) => !isInNote(each));
  const end = behind.findIndex((each) => !isNew(each._item!.id));
  return end < 0 ? behind : behind.slice(0, end);
}

/**
 * Whoever pastes several blocks in the middle of a paragraph writes the first of them into its text, and puts a copy of its
 * end behind the last. The binding compares: if the words that it writes end as that does, the last letters of it stay.
 */
export function movedEnd(text: Y.XmlText, transaction: Y.Transaction): MovedEnd | null {
  const { beforeState, changed, deleteSet, doc } = transaction;
  const isNew = ({ client, clock }: Y.ID) => clock >= (beforeState.get(client) ?? 0);
  let [cut, rest, isReplaced] = ['', '', false];
  const gone: Piece[] = [];
  let left: Piece[] = [];
  for (let item = text._start; item; item = item.right) {
    const { id, content, deleted, length } = item;
    if (!(content instanceof Y.ContentString)) continue;
    if (isNew(id)) isReplaced ||= !deleted;
    else if (!deleted) {
      left.push({ id, length, at: rest.length });
      rest += content.str;
    } else if (Y.isDeleted(deleteSet, id)) {
      gone.push({ id, length, at: cut.length });
      [cut, rest, left] = [cut + content.str, '', []];
    }
  }
  if (!cut || ![...changed.keys()].some((type: unknown) => type instanceof Y.XmlFragment)) return null;
  const copies = newBehind(text, textsIn(doc.getXmlFragment(FRAGMENT)), isNew).toReversed();
  for (const copy of copies) {
    const end = newEnd(copy, isNew);
    for (let stays = 0; stays <= (isReplaced ? Math.min(end.length, rest.length) : 0); stays += 1) {
      const last = end.slice(end.length - stays);
      // What others have written there meanwhile stands before it, or behind it.
      const begin = stays ? left.find(({ at }) => rest.startsWith(last, at))?.at : 0;
      if (begin === undefined) continue;
      let length = 0;
      while (length < cut.length && end.at(-1 - stays - length) === cut.at(-1 - length)) length += 1;
      const isEnd = isReplaced && rest.length === stays;
      const isAll = length === cut.length && (isEnd || length + stays >= LEAST);
      if (!isAll && length < BESIDE) continue;
      const kept = left.filter(({ at }) => at >= begin && at < begin + stays);
      const pieces = [...gone, ...kept.map((piece) => ({ ...piece, at: cut.length + piece.at - begin }))];
      return { tail: cut + last, pieces, copy, length: length + stays };
    }
  }
  return null;
}

/** How many letters of a piece of the text are in its end. */
export function lettersInEnd({ tail, pieces }: MovedEnd, { client, clock }: Y.ID): number {
  const piece = pieces.find(({ id }) => id.client === client && id.clock === clock);
  return piece ? Math.min(piece.length, Math.max(0, tail.length - piece.at)) : 0;
}

/** The place in the copy behind so many letters of the end. */
export function placeInMoved({ tail, copy, length }: MovedEnd, at: number): number | null {
  const behind = tail.length - at;
  return behind > length ? null : copy.length - behind;
}

/** Where a place beside a letter of the end is now. */
export function besideInMoved(moved: MovedEnd, { item, assoc }: Y.RelativePosition): number | null {
  const piece = moved.pieces.find(
    ({ id, length }) =>
      item && id.client === item.client && id.clock <= item.clock && item.clock < id.clock + length,
  );
  const at = piece ? piece.at + item!.clock - piece.id.clock : Infinity;
  return at < moved.tail.length ? placeInMoved(moved, assoc < 0 ? at + 1 : at) : null;
}
