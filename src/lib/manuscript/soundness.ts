import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { checkContent, type Content, ManuscriptError, withBlockIds } from './content.ts';
import { FRAGMENT } from './fragment.ts';
import { salvage } from './salvage.ts';
import { type Block, readBlocks, readRaw } from './yjs.ts';

/**
 * What keeps an editor away from a text. `unknown`: it holds what this version does not know, so this version must not
 * touch it. `tangled`: only parts that are known, nested as no text can be, which two honest edits at once leave behind.
 */
export type Fault = 'unknown' | 'tangled';

function faultIn(read: () => unknown): Fault | null {
  try {
    checkContent(read());
    return null;
  } catch (error) {
    if (!(error instanceof ManuscriptError)) throw error;
    // Only what the nesting breaks is said of the whole; all else names the part.
    return error.code === 'invalid_content' && error.place === 'doc' ? 'tangled' : 'unknown';
  }
}

/** What is wrong with a text; null when an editor may hold it. Reading never changes it. */
export function faultOf(ydoc: Y.Doc): Fault | null {
  return faultIn(() => readRaw(ydoc));
}

/** What is wrong with some blocks of a text that was sound before they changed. */
export function faultOfBlocks(blocks: readonly Block[]): Fault | null {
  return blocks.length ? faultIn(() => readBlocks(blocks)) : null;
}

const lettersOf = (part: Content): number =>
  (part.text?.length ?? 0) + (part.content ?? []).reduce((sum, child) => sum + lettersOf(child), 0);

/**
 * Brings a tangled text into the nearest shape that keeps every word, as one edit of its own; sound blocks stay.
 * @returns false, and changes nothing, when not every word would have a place
 */
export function mend(ydoc: Y.Doc): boolean {
  const raw = readRaw(ydoc);
  const content = withBlockIds(salvage(raw));
  if (lettersOf(content) < lettersOf(raw)) return false;
  const text = ydoc.getXmlFragment(FRAGMENT);
  ydoc.transact(() => prosemirrorToYXmlFragment(checkContent(content), text), 'mend');
  return true;
}
