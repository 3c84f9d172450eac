import type { Editor, JSONContent } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { liveTextOf } from './annotations.ts';
import { follow, placeOf, type Followed } from './followed-passage.ts';

/** A note that is being changed in a dialog, followed while others write on. */
export class NotePlace {
  readonly #editor: Editor;
  #place: Followed | null;
  readonly #stop: () => void;

  constructor(editor: Editor, position: number) {
    this.#editor = editor;
    const size = editor.state.doc.nodeAt(position)?.nodeSize ?? 0;
    // Behind it: whoever has looked at a note and types on would write over it, were it selected still.
    const { tr } = editor.state;
    editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, position + size)));
    this.#place = follow(position, position + size, liveTextOf(editor.state));
    const moved = ({ transaction }: { transaction: Parameters<typeof placeOf>[1] }) => {
      if (transaction.docChanged && this.#place)
        this.#place = placeOf(this.#place, transaction, liveTextOf(editor.state));
    };
    editor.on('transaction', moved);
    this.#stop = () => void editor.off('transaction', moved);
  }

  get #position(): number | null {
    const node = this.#place && this.#editor.state.doc.nodeAt(this.#place.from);
    return node?.type.name === 'footnote' ? this.#place!.from : null;
  }

  /** The note as it stands now; null when somebody deleted it. */
  get note(): Node | null {
    const position = this.#position;
    return position === null ? null : this.#editor.state.doc.nodeAt(position);
  }

  /** Writes the note. False when somebody deleted it meanwhile. */
  replace(content: JSONContent[]): boolean {
    const position = this.#position;
    if (position === null) return false;
    const node = this.#editor.state.doc.nodeAt(position)!;
    const note = this.#editor.schema.nodeFromJSON({ type: 'footnote', content });
    const tr = this.#editor.state.tr.replaceWith(position, position + node.nodeSize, note);
    tr.setSelection(TextSelection.create(tr.doc, position + note.nodeSize));
    this.#editor.view.dispatch(tr);
    return true;
  }

  remove(): void {
    const position = this.#position;
    if (position === null) return;
    const { nodeSize } = this.#editor.state.doc.nodeAt(position)!;
    this.#editor.view.dispatch(this.#editor.state.tr.delete(position, position + nodeSize));
  }

  stop(): void {
    this.#stop();
  }
}
