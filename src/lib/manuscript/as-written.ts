import type * as Y from 'yjs';

/**
 * Keeps a document to what was written. Yjs tidies marks after what comes from elsewhere (`cleanupYTextAfterTransaction`):
 * it deletes those that it takes for superfluous. That is an edit that nobody made: on the server it is in no entry of the
 * log, so that memory and log show other marks; with whoever only reads, it may not be stored. And in a long text it
 * costs minutes. What marks a text shows does not depend on it.
 *
 * To be asked before the document takes anything in. Yjs reads the flag right after this event; as-written.test.ts fails
 * should it do so no more.
 */
export function asWritten<D extends Y.Doc>(document: D): D {
  document.on('afterTransaction', (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
  return document;
}
