import type * as Y from 'yjs';
import { editOf } from './own-words.ts';
import { dismiss, type Edit, type Refused, type UnsentEdits } from './unsent-edits.ts';
import { wordsWithoutPlace } from './words-without-place.ts';

const keep = (store: UnsentEdits, words: string) => store.keep(editOf(words), 'detached');

/**
 * Keeps words that have just gone with the paragraph that they were in: at once, in case the tab is closed.
 * @param still which of them nobody else has put back
 * @returns what its author is to see, once that is known
 */
export async function keepLost(
  store: UnsentEdits,
  words: string,
  still: Promise<string>,
): Promise<Refused[]> {
  const kept = await keep(store, words);
  const left = await still;
  if (left === words) return [kept];
  const rest = left ? [await keep(store, left)] : [];
  await dismiss([kept]);
  return rest;
}

/** Words of an earlier visit that went down with a paragraph which others have removed or reshaped since. */
export async function keepWithoutPlace(
  store: UnsentEdits,
  placed: readonly Edit[],
  ydoc: Y.Doc,
): Promise<Refused[]> {
  const updates = placed.map(({ update }) => update);
  const words = updates.length && wordsWithoutPlace(updates, ydoc);
  return words ? [await keep(store, words)] : [];
}
