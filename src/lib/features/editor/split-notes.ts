import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { outer } from './beside.ts';
import { sharesWith } from './missing-letters.ts';
import { newBehind } from './moved-end.ts';
import { type Child, copyIn, type Piece, piecesIn } from './note-pieces.ts';
import { type Part, partsOf } from './split-text.ts';
import { copyOf, lettersOf, textsIn } from './texts-in.ts';
import { newNodes } from './twin-blocks.ts';

/** So many letters are the end of a paragraph, where it is only found by them. */
const LEAST = 12;
/** So many letters somebody may have typed at the end of a paragraph in whose middle they have just put a note. */
const MOST_TYPED = 200;

/**
 * A text that stands, whose end somebody has cut off to make blocks of it, without having seen that another had put notes or
 * line breaks into the paragraph: to Yjs these, too, cut the end off, and put a copy of it behind them in the same block.
 */
export interface NotesLeft {
  text: Y.XmlText;
  /** The end as whoever split the paragraph saw it; or what of it the copy does not hold. */
  tail: string;
  isWhole: boolean;
  /** Whether something came with the notes, or is so new that whoever split the paragraph may not have seen it. */
  isMeant: (id: Y.ID) => boolean;
  /** Whether something came with the split. */
  isNew: (id: Y.ID) => boolean;
}

/** What stands behind a text in its block, from a note or a line break on; none unless all of it is meant. */
function childrenBehind({ text, isMeant }: Pick<NotesLeft, 'text' | 'isMeant'>): Child[] {
  const children: Child[] = [];
  for (let node = text.nextSibling; node; node = node.nextSibling) {
    if (!isMeant(node._item!.id)) return [];
    children.push(node as Child);
  }
  return children[0] instanceof Y.XmlElement ? children : [];
}

const since =
  (clocks: ReadonlyMap<number, number>) =>
  ({ client, clock }: Y.ID) =>
    clock >= (clocks.get(client) ?? 0);

/** The texts behind which a transaction has put notes or line breaks into their blocks. */
export function textsBeforeNotes({ changed, beforeState }: Y.Transaction): Y.XmlText[] {
  const isNew = since(beforeState);
  return [...(changed.keys() as Iterable<unknown>)].flatMap((block) => {
    if (!(block instanceof Y.XmlElement) || isNew(block._item!.id)) return [];
    return block.toArray().filter((child) => {
      const next = child instanceof Y.XmlText ? child.nextSibling : null;
      return next instanceof Y.XmlElement && isNew(next._item!.id);
    }) as Y.XmlText[];
  });
}

/** The letters of a note, or nothing of a line break; what is gone as well. */
function wordsOf(node: Y.XmlElement): string {
  let words = '';
  for (let child = node._start; child; child = child.right) {
    if (!(child.content instanceof Y.ContentType)) continue;
    const { type } = child.content;
    for (let item = type._start; item; item = item.right)
      if (item.content instanceof Y.ContentString) words += item.content.str;
  }
  return words;
}

/** Whether what stands before a text in its block came with a change, too, as a copy: whoever made it had seen that. */
export function isNoteSeen(text: Y.XmlText, transaction: Y.Transaction): boolean {
  const content = text._item!.left?.content;
  const note = content instanceof Y.ContentType ? content.type : null;
  if (!(note instanceof Y.XmlElement)) return false;
  const isCopy = (node: unknown) =>
    node instanceof Y.XmlElement &&
    node !== note &&
    node.nodeName === note.nodeName &&
    !node._item!.deleted &&
    wordsOf(node) === wordsOf(note);
  return newNodes(transaction).some(isCopy);
}

/**
 * Which of these somebody else has split before, or in, what stands behind them.
 * @param isMeant whether something is one's own, and so new that whoever split the paragraph may not have seen it
 * @param isJust the same of what came in a shorter time: nothing else says that it was not seen
 */
export function notesLeftIn(
  transaction: Y.Transaction,
  texts: Iterable<Y.XmlText>,
  isMeant: NotesLeft['isMeant'],
  isJust: NotesLeft['isMeant'],
): NotesLeft[] {
  const { beforeState, changed, deleteSet } = transaction;
  const isNew = since(beforeState);
  return [...texts].flatMap((text) => {
    if (text._item!.deleted) return [];
    const children = childrenBehind({ text, isMeant });
    // Whoever has changed the notes, or the copy, has seen them.
    if (!children.length || children.some((child) => changed.has(child as never))) return [];
    let tail = '';
    for (let item = text._start; item; item = item.right) {
      if (!(item.content instanceof Y.ContentString) || isNew(item.id)) continue;
      if (Y.isDeleted(deleteSet, item.id)) tail += item.content.str;
    }
    if (!tail && !children.every(({ _item: item }) => isJust(item!.id))) return [];
    return [{ text, tail, isWhole: false, isMeant, isNew }];
  });
}

interface End {
  /** As whoever split the paragraph saw it. */
  tail: string;
  /** Behind how many of its letters the copy begins: below 0 if they split it later. */
  begin: number;
  /** So many letters were typed behind the copy, at the end of the paragraph, and right after it came. */
  typed: number;
}

function endOf(left: NotesLeft, all: string, first: string, isThere: (tail: string) => boolean): End | null {
  const found = (typed: number) => endWith(left, all.slice(0, all.length - typed), first, isThere);
  for (let typed = 0; typed === 0 || typed <= Math.min(MOST_TYPED, all.length - LEAST); typed += 1) {
    const end = found(typed);
    if (end) return { ...end, typed };
  }
  // At the end of the paragraph there is nothing to copy.
  const isCopy = all.length >= LEAST && sharesWith(all, [left.tail], LEAST);
  const end = left.tail && !isCopy ? found(all.length) : null;
  return end && { ...end, typed: all.length };
}

function endWith(
  { tail, isWhole }: NotesLeft,
  copy: string,
  first: string,
  isThere: (tail: string) => boolean,
) {
  if (isWhole)
    return tail.endsWith(copy) || copy.endsWith(tail) ? { tail, begin: tail.length - copy.length } : null;
  if (tail) return isThere(tail + copy) ? { tail: tail + copy, begin: tail.length } : null;
  const beginning = first.trimStart().slice(0, LEAST);
  let from = copy.indexOf(beginning);
  for (; from >= 0 && copy.length - from >= LEAST; from = copy.indexOf(beginning, from + 1)) {
    const begin =
      from > 0 && copy[from - 1] === ' ' && first[0] !== ' '
        ? from - 1
        : from - (first.length - first.trimStart().length);
    if (begin >= 0 && isThere(copy.slice(begin))) return { tail: copy.slice(begin), begin: -begin };
  }
  return null;
}

/** The pieces, the last of whose letters were typed behind the copy. */
function typedLast(pieces: readonly Piece[], typed: number): Piece[] {
  const length = copyIn(pieces).length - typed;
  let left = typed;
  const last = pieces.toReversed().map(({ child, at, words }): Piece[] => {
    const count = words?.isCopy ? Math.min(left, words.letters.length) : 0;
    if (!words || !count) return [{ child, at: Math.min(at, length), ...(words && { words }) }];
    left -= count;
    const from = words.letters.length - count;
    const end = { letters: words.letters.slice(from), index: words.index + from, isCopy: false };
    const before = { child, at, words: { ...words, letters: words.letters.slice(0, from) } };
    return [...(from ? [before] : []), { child, at: length, words: end }];
  });
  return last.toReversed().flat();
}

type Delta = { insert: string; attributes?: object }[];

/** Takes away the letters of a text from one on. */
function cutFrom(text: Y.XmlText, from: number): Delta {
  let at = 0;
  const delta = (text.toDelta() as Delta).flatMap(({ insert, ...marks }) => {
    const cut = insert.slice(Math.max(0, from - at));
    at += insert.length;
    return cut ? [{ insert: cut, ...marks }] : [];
  });
  if (text.length > from) text.delete(from, text.length - from);
  return delta;
}

/** Where in the text of a part a place among its letters of the end is. */
function indexIn({ indices, from }: Part, place: number): number {
  const at = Math.max(0, place - from);
  return indices?.[at] ?? at;
}

/** Puts a note or a line break behind so many letters of the end. */
function putNote(parts: Part[], note: Y.XmlElement, place: number): Part {
  const at = parts.findIndex(({ to }) => place <= to);
  const part = parts[at]!;
  const index = indexIn(part, place);
  const rest = cutFrom(part.text, index);
  const text = new Y.XmlText();
  const block = part.text.parent as Y.XmlElement;
  block.insert(block.toArray().indexOf(part.text) + 1, [note.clone() as Y.XmlElement, text]);
  if (rest.length) text.applyDelta(rest);
  // What stands first in it has the place that the note has.
  const indices = part.indices?.slice(Math.max(0, place - part.from)).map((each) => each - index);
  const behind = { text, letters: lettersOf(text), from: place, to: part.to, ...(indices && { indices }) };
  part.to = place;
  parts.splice(at + 1, 0, behind);
  return behind;
}

/** Puts pieces where they belong in the parts of the end: from the last on, so that the places stay true. */
function putInto(parts: Part[], pieces: readonly (Piece & { place: number })[]): void {
  const behindNote = new Map<Piece, Part>();
  for (const piece of pieces.toReversed())
    if (piece.child instanceof Y.XmlElement) behindNote.set(piece, putNote(parts, piece.child, piece.place));
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const { place, words } = pieces[at]!;
    if (!words) continue;
    const note = pieces.slice(0, at).findLast((piece) => !piece.words);
    const isRightBehind = note?.place === place;
    const part = (isRightBehind && behindNote.get(note)) || parts.find(({ to }) => place <= to)!;
    part.text.insert(indexIn(part, place), words.letters);
  }
  for (const { text } of behindNote.values()) {
    const block = text.parent as Y.XmlElement;
    if (!text.length) block.delete(block.toArray().indexOf(text), 1);
  }
}

/** Takes a piece away from where it was left, or the letters of it from one on. */
function takeFrom({ child, words }: Piece, from: number): void {
  if (words && child instanceof Y.XmlText) {
    child.delete(words.index + from, words.letters.length - from);
    if (child.length) return;
  }
  const block = child.parent as Y.XmlElement;
  block.delete(block.toArray().indexOf(child), 1);
}

/**
 * Takes notes along with the end of a paragraph that they had been put into, with all that was typed behind them, and takes the
 * copy of that end away. Where it did not go on letter by letter all stays as it is: once too often rather than not at all.
 */
export function moveNotes(left: readonly NotesLeft[], ydoc: Y.Doc, origin: unknown): void {
  ydoc.transact(() => left.forEach((each) => moveAlong(each, ydoc)), origin);
}

/** Whether the block of a text was put in right behind that of another, or in what that is the first in. */
function isBehind(text: Y.XmlText, half: Y.XmlText): boolean {
  const origin = outer(text.parent as Y.XmlElement)._item!.origin;
  let node: unknown = half.parent;
  for (; node instanceof Y.XmlElement; node = node.parent)
    if (origin && Y.compareIDs(node._item!.lastId, origin)) return true;
  return false;
}

function moveAlong(left: NotesLeft, ydoc: Y.Doc): void {
  const children = left.text._item!.deleted ? [] : childrenBehind(left);
  if (!children.length) return;
  const all = piecesIn(children);
  const texts = textsIn(ydoc.getXmlFragment(FRAGMENT));
  const last = children.findLast((child) => child instanceof Y.XmlText) ?? left.text;
  const behind = newBehind(last, texts, left.isNew).map((text) => ({ text, letters: lettersOf(text) }));
  const [first] = behind;
  if (!first || !isBehind(first.text, left.text)) return;
  // Whoever split it may have gone on in the parts.
  const copies = behind.map(({ text }) => ({ text, ...copyOf(text) }));
  const partsIn = (tail: string) => partsOf(tail, behind) ?? partsOf(tail, copies);
  const end = endOf(left, copyIn(all), copies[0]!.letters, (tail) => partsIn(tail) !== null);
  const parts = end ? partsIn(end.tail) : null;
  if (!end || !parts?.length) return;
  const pieces = typedLast(all, end.typed).map((piece) => ({ ...piece, place: end.begin + piece.at }));
  const moved = pieces.filter(({ place, words }) => place > 0 && !words?.isCopy);
  putInto(parts, moved);
  for (const piece of pieces.toReversed()) {
    const from = piece.words?.isCopy ? Math.max(0, -piece.place) : 0;
    if (piece.words?.isCopy ? from < piece.words.letters.length : moved.includes(piece))
      takeFrom(piece, from);
  }
}
