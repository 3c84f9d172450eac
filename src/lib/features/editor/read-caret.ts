import { Extension } from '@tiptap/core';
import type { EditorView } from '@tiptap/pm/view';

/**
 * Reads where the caret is now. The browser moves it by itself for an arrow, Home or End, and tells a moment later; were
 * the page redrawn in between, ProseMirror (1.42) would put it back to where it was, and the next letter or Delete would
 * come elsewhere than whoever pressed the keys sees. Its own remedy is for the mouse alone.
 */
export function readCaret(view: EditorView): void {
  // No part of the types: what the view itself calls once it is told.
  const { domObserver } = view as unknown as { domObserver?: { flush(): void } };
  if (!view.composing) domObserver?.flush();
}

/** What redraws and changes no text, others' carets for one, comes after that, too: it was made before. */
export const ReadCaret = Extension.create({
  name: 'readCaret',
  dispatchTransaction({ transaction, next }) {
    const { view } = this.editor;
    const { docChanged, selectionSet, storedMarksSet } = transaction;
    if (docChanged || selectionSet || storedMarksSet) return next(transaction);
    const before = view.state;
    readCaret(view);
    if (view.state === before) return next(transaction);
    const { meta } = transaction as unknown as { meta: Record<string, unknown> };
    const anew = view.state.tr;
    for (const [key, value] of Object.entries(meta)) anew.setMeta(key, value);
    return next(anew);
  },
});
