import { type Editor, Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';

/**
 * Reads where the caret is now. The browser moves it by itself for an arrow, Home or End, and tells a moment later; were
 * the page redrawn in between, ProseMirror (1.42) would put it back to where it was, and the next letter or Delete would
 * come elsewhere than whoever pressed the keys sees. Its own remedy is for the mouse alone.
 */
export function readCaret(editor: Editor): void {
  if (editor.isDestroyed || editor.view.composing) return;
  // No part of the types: what the view itself calls once it is told.
  (editor.view as unknown as { domObserver: { flush(): void } }).domObserver.flush();
}

/** By then what had the focus before has gone from the page, and the browser's caret with it. */
const GONE_MS = [30, 150, 400];

/**
 * Shows the caret where it is, when the focus has come back from a dialog or a menu and the browser has left its own caret
 * in what was there: the text would look ready, and what is typed would come nowhere.
 */
function showCaret(editor: Editor): void {
  if (editor.isDestroyed || !editor.view.hasFocus()) return;
  const node = getSelection()?.anchorNode;
  if (!node || !editor.view.dom.contains(node)) editor.view.focus();
}

/** What an input method composes tells no key. */
const COMPOSED = 229;

/**
 * What redraws and changes no text, others' carets for one, comes after that, too: it was made before. So does the next
 * key: on a slow machine it comes before the browser has told of the caret, and Enter behind a selection that an arrow has
 * left would take its words away.
 */
export const ReadCaret = Extension.create({
  name: 'readCaret',
  addProseMirrorPlugins() {
    const keydown = (_: unknown, { keyCode }: KeyboardEvent) => {
      if (keyCode !== COMPOSED) readCaret(this.editor);
    };
    // Right before ProseMirror puts back what was selected by the mouse when it last redrew.
    const mouseup = () => void setTimeout(() => readCaret(this.editor));
    const focus = () => {
      for (const ms of GONE_MS) setTimeout(() => showCaret(this.editor), ms);
    };
    const handleDOMEvents = { keydown, mouseup, focus };
    return [new Plugin({ key: new PluginKey('readCaret'), props: { handleDOMEvents } })];
  },
  dispatchTransaction({ transaction, next }) {
    const { docChanged, selectionSet, storedMarksSet } = transaction;
    if (docChanged || selectionSet || storedMarksSet) return next(transaction);
    // The browser has it at the beginning for a moment, where what was chosen last is in a menu.
    if (transaction.getMeta('focus') || transaction.getMeta('blur')) return next(transaction);
    const before = this.editor.state;
    readCaret(this.editor);
    const now = this.editor.state;
    if (now === before) return next(transaction);
    const { meta } = transaction as unknown as { meta: Record<string, unknown> };
    const anew = now.tr;
    for (const [key, value] of Object.entries(meta)) anew.setMeta(key, value);
    return next(anew);
  },
});
