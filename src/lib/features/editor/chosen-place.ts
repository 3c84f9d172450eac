import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { createAnchor, resolveAnchor } from '#lib/manuscript/anchors.ts';
import { liveTextOf } from './annotations.ts';
import { isNowhere } from './own-block.ts';

/** What was selected, or where the caret stood, when a dialog was opened that writes there: others write on meanwhile. */
export class ChosenPlace {
  readonly #editor: Editor;
  readonly #isPassage: boolean;
  readonly #anchor: ReturnType<typeof createAnchor>;
  readonly #stop: () => void;
  #isGone = false;

  constructor(editor: Editor) {
    const { doc, selection } = editor.state;
    this.#editor = editor;
    this.#isPassage = !selection.empty;
    // Cells, or a note alone, have no words to be found by: they stay selected, or are gone.
    this.#anchor =
      selection.empty || !(selection instanceof TextSelection)
        ? null
        : createAnchor(doc, selection.from, selection.to, liveTextOf(editor.state));
    // The caret is kept in its text by the editor, which knows when that goes, too.
    const look = () => void (this.#isGone ||= isNowhere(editor.state));
    look();
    editor.on('transaction', look);
    this.#stop = () => void editor.off('transaction', look);
  }

  /** Selects it where it is now. False when it is gone: somebody else has removed or rewritten it. */
  select(): boolean {
    const { state } = this.#editor;
    if (!this.#anchor) return !this.#isGone && state.selection.empty !== this.#isPassage;
    const found = resolveAnchor(state.doc, this.#anchor, liveTextOf(state));
    if (!found || found.by === 'fuzzy') return false;
    return this.#editor.commands.setTextSelection({ from: found.from, to: found.to });
  }

  stop(): void {
    this.#stop();
  }
}
