import { Extension } from '@tiptap/core';
import { DOMSerializer, type Node } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView, type NodeView } from '@tiptap/pm/view';
import { m } from '#lib/generated/paraglide/messages.js';

/** A note of the text, in reading order. */
export interface NoteInText {
  number: number;
  position: number;
  node: Node;
  /** Puts the note's words into an element. */
  draw: (host: HTMLElement) => void;
}

function drawn(node: Node): NoteInText['draw'] {
  return (host) =>
    host.replaceChildren(DOMSerializer.fromSchema(node.type.schema).serializeFragment(node.content));
}

/** The notes of a chapter. Their numbers are their order and are stored nowhere. */
export function notesOf(doc: Node): NoteInText[] {
  const notes: NoteInText[] = [];
  doc.descendants((node, position) => {
    if (node.type.name !== 'footnote') return true;
    notes.push({ number: notes.length + 1, position, node, draw: drawn(node) });
    return false;
  });
  return notes;
}

const key = new PluginKey<DecorationSet>('footnoteCalls');

function numbered(doc: Node): DecorationSet {
  return DecorationSet.create(
    doc,
    notesOf(doc).map(({ number, position, node }) =>
      Decoration.node(position, position + node.nodeSize, {}, { number }),
    ),
  );
}

/** The call of a note: its number, raised; the note itself stands below the text. */
class FootnoteCall implements NodeView {
  readonly dom = document.createElement('sup');
  readonly #button = document.createElement('button');
  #node: Node;

  constructor(node: Node, decorations: readonly Decoration[], open: () => void) {
    this.#node = node;
    this.dom.className = 'note-call';
    this.dom.contentEditable = 'false';
    this.#button.type = 'button';
    // No stop of its own: Tab leaves the text, and the notes stand below it, each with its way in.
    this.#button.tabIndex = -1;
    this.#button.addEventListener('click', open);
    this.dom.append(this.#button);
    this.#show(decorations);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.#node.type) return false;
    this.#node = node;
    this.#show(decorations);
    return true;
  }

  #show(decorations: readonly Decoration[]): void {
    const number = decorations.map(({ spec }) => (spec as { number?: number }).number).find(Boolean) ?? 0;
    this.#button.textContent = String(number || '');
    this.#button.title = this.#node.textContent;
    this.#button.setAttribute('aria-label', m.editor_note_call({ number }));
  }

  stopEvent(event: Event): boolean {
    return event.type === 'click' || event.type === 'keydown';
  }

  ignoreMutation(): boolean {
    return true;
  }
}

/** Draws notes as numbered calls and says when one was chosen. */
export const FootnoteCalls = Extension.create<{ onnote: (position: number) => void }>({
  name: 'footnoteCalls',
  addOptions: () => ({ onnote: () => undefined }),

  addProseMirrorPlugins() {
    const { onnote } = this.options;
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, state: EditorState) => numbered(state.doc),
          apply: (tr, before) => (tr.docChanged ? numbered(tr.doc) : before),
        },
        props: {
          decorations: (state) => key.getState(state),
          nodeViews: {
            footnote: (node, _view: EditorView, getPos, decorations) =>
              new FootnoteCall(node, decorations, () => {
                const position = getPos();
                if (position !== undefined) onnote(position);
              }),
          },
          handleKeyDown(view, event) {
            const { selection } = view.state;
            const onNote = selection instanceof NodeSelection && selection.node.type.name === 'footnote';
            if (event.key !== 'Enter' || !onNote) return false;
            onnote(selection.from);
            return true;
          },
        },
      }),
    ];
  },
});
