import * as Y from 'yjs';
import { isWithin } from './missing-letters.ts';

/** One's own letters at the end of a text, which stand behind what another has joined to it. */
export interface Parted {
  text: Y.XmlText;
  /** Behind how many letters the other's begin, and how many these are. */
  at: number;
  length: number;
  words: string;
}

/** The letters of the texts that a transaction has removed. */
function removedWords(transaction: Y.Transaction): string[] {
  const words: string[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const content = struct instanceof Y.Item ? struct.content : null;
    if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlText)) return;
    let letters = '';
    for (let item = content.type._start; item; item = item.right)
      if (item.content instanceof Y.ContentString) letters += item.content.str;
    words.push(letters);
  });
  return words;
}

/**
 * Where somebody who joined a paragraph to the one before has parted the words that were being written at the end of that:
 * to Yjs the other's text and one's own next letter stand behind the same letter, and of these two that of the lower client
 * id comes first.
 * @param isTyped whether one has just typed the letter of that clock, which others may not have
 */
export function partedIn(transaction: Y.Transaction, isTyped: (clock: number) => boolean): Parted[] {
  const { beforeState, changed, doc } = transaction;
  const own = doc.clientID;
  const removed = removedWords(transaction);
  const parted: Parted[] = [];
  for (const text of removed.length ? (changed.keys() as Iterable<unknown>) : []) {
    if (!(text instanceof Y.XmlText) || text._item!.deleted) continue;
    let at = 0;
    let joined = null as { origin: Y.ID | null; at: number; words: string } | null;
    let mine = null as Parted | null;
    for (let item = text._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const { id, origin, content } = item;
      const words = content instanceof Y.ContentString ? content.str : '';
      if (id.client !== own && words && id.clock >= (beforeState.get(id.client) ?? 0)) {
        if (joined && !mine) joined.words += words;
        else joined = { origin, at, words };
        mine = null;
      } else if (joined && id.client === own && words && isTyped(id.clock)) {
        if (mine) mine.words += words;
        else if (Y.compareIDs(origin, joined.origin) && removed.some((each) => isWithin(joined!.words, each)))
          parted.push((mine = { text, at: joined.at, length: joined.words.length, words }));
        else joined = null;
      } else [joined, mine] = [null, null];
      at += item.length;
    }
  }
  return parted;
}

/** Puts one's own letters back before what was joined to them. */
export function putBefore(parted: readonly Parted[], ydoc: Y.Doc, origin: unknown): void {
  ydoc.transact(() => {
    for (const { text, at, length, words } of parted.toReversed()) {
      text.delete(at + length, words.length);
      text.insert(at, words);
    }
  }, origin);
}
