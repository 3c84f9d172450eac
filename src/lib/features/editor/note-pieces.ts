import * as Y from 'yjs';
import { cameWith } from './texts-in.ts';

/** What stands in a paragraph: a note or a line break, or a text. */
export type Child = Y.XmlElement | Y.XmlText;

/** A note or a line break, or letters. */
export interface Piece {
  child: Child;
  /** Letters, and where they stand in their text. */
  words?: { letters: string; index: number; isCopy: boolean };
  /** Behind how many letters of the copy. */
  at: number;
}

function piecesOf(child: Child, before: number): Piece[] {
  if (child instanceof Y.XmlElement) return [{ child, at: before }];
  const copied = cameWith(child);
  const pieces: Piece[] = [];
  let [index, at] = [0, before];
  for (let item = child._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const letters = item.content.str;
    const isCopy = copied.has(item);
    pieces.push({ child, at, words: { letters, index, isCopy } });
    index += letters.length;
    if (isCopy) at += letters.length;
  }
  return pieces;
}

/** All that stands in such children, in reading order. */
export function piecesIn(children: readonly Child[]): Piece[] {
  const pieces: Piece[] = [];
  for (const child of children) pieces.push(...piecesOf(child, copyIn(pieces).length));
  return pieces;
}

/** The letters of the end of which they hold a copy. */
export const copyIn = (pieces: readonly Piece[]) =>
  pieces.map(({ words }) => (words?.isCopy ? words.letters : '')).join('');
