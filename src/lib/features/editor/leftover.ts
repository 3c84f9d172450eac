import type { EditorState } from '@tiptap/pm/state';
import { relativePositionToAbsolutePosition } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { Binding } from './own-caret.ts';

/** What is left of one's own in a text of which somebody else has taken out, or replaced, all that they had seen. */
export interface Leftover {
  text: Y.XmlText;
  /** From the first of the letters to the last; null where there are none. */
  letters: { from: Y.RelativePosition; to: Y.RelativePosition } | null;
}

/** Of so many letters that were replaced a few may have stayed: those that the new words begin or end with as well. */
const MANY = 12;
const ALIKE = 4;

/**
 * What of one's own was left standing in a text when a change wrote over everything else that had been there, and with it
 * over what somebody was writing behind.
 * @param letter the one before the caret
 * @param isUnseen whether whoever made the change may not have seen one's own letter of that clock
 * @returns null if more was left than that, or that letter with what stood before it.
 */
export function leftoverIn(
  text: Y.XmlText,
  letter: Y.ID | null,
  { beforeState, deleteSet, doc }: Y.Transaction,
  isUnseen: (clock: number) => boolean,
): Leftover | null {
  const isNew = ({ client, clock }: Y.ID) => clock >= (beforeState.get(client) ?? 0);
  const isGone = ({ deleted, countable, id }: Y.Item) =>
    deleted && countable && !isNew(id) && Y.isDeleted(deleteSet, id);
  let [gone, kept, written, at] = [0, 0, 0, 0];
  let own = null as { from: number; to: number; isCutOff: boolean; hasCaret: boolean } | null;
  let isCutOff = false;
  for (let item = text._start; item; item = item.right) {
    const { id, length, deleted, countable } = item;
    if (isGone(item)) [gone, isCutOff] = [gone + length, true];
    if (deleted || !countable) continue;
    const hasCaret = !!letter && id.client === letter.client && holds(item, letter.clock);
    if (isNew(id)) written += length;
    else if (id.client !== doc.clientID || !isUnseen(id.clock)) kept += length;
    else if (!own) own = { from: at, to: at + length, isCutOff, hasCaret };
    else if (own.to === at) [own.to, own.hasCaret] = [at + length, own.hasCaret || hasCaret];
    else return null;
    if (hasCaret && !own?.hasCaret) return null;
    at += length;
    isCutOff &&= isNew(id);
  }
  if (!written || !gone || kept > (gone < MANY ? 0 : ALIKE)) return null;
  if (own && !(own.isCutOff && own.hasCaret)) return null;
  const place = (index: number, assoc: number) => Y.createRelativePositionFromTypeIndex(text, index, assoc);
  return { text, letters: own && { from: place(own.from, 0), to: place(own.to, -1) } };
}

const holds = ({ id, length }: Y.Item, clock: number) => id.clock <= clock && clock < id.clock + length;

/** Where the letters stand in the editor, and where a paragraph would come behind their block; null if that is gone. */
export function placeOf(
  { text, letters }: Leftover,
  { doc }: EditorState,
  { type, doc: ydoc, mapping }: Binding,
) {
  const find = (position: Y.RelativePosition) =>
    relativePositionToAbsolutePosition(ydoc, type, position, mapping);
  const start = find(Y.createRelativePositionFromTypeIndex(text, 0, -1));
  const $start = start === null ? null : doc.resolve(start);
  if (!$start?.parent.isTextblock) return null;
  const [from, to] = letters ? [find(letters.from), find(letters.to)] : [null, null];
  return { behind: $start.after(), from: from ?? $start.pos, to: to ?? $start.pos };
}
