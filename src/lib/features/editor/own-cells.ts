import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { type Binding, isFromElsewhere } from './own-caret.ts';

const bindingOf = (state: EditorState) => (ySyncPluginKey.getState(state) as { binding: Binding }).binding;

/** Where the node of a part of the text stands; null when it is gone. */
function placeOf(part: Y.AbstractType<unknown>, state: EditorState): number | null {
  const node = bindingOf(state).mapping.get(part);
  let place: number | null = null;
  state.doc.descendants((each: Node, at) => {
    if (each === node) place = at;
    return place === null;
  });
  return place;
}

/**
 * Writes over the words of the one cell that is chosen, as a triple click chooses it; null where it is not one paragraph.
 * The editor would put another paragraph in its place, and to those who write in it these would be two texts.
 */
export function writeOverCell({ selection, tr }: EditorState, words: string): Transaction | null {
  const [range, other] = selection instanceof CellSelection ? selection.ranges : [];
  const block = range?.$from.nodeAfter;
  if (!range || other || !block?.isTextblock) return null;
  const [from, to] = [range.$from.pos + 1, range.$to.pos - 1];
  if (from + block.content.size !== to) return null;
  return tr
    .setSelection(TextSelection.create(tr.doc, from, to))
    .insertText(words)
    .scrollIntoView();
}

/**
 * Keeps the cells that are selected while others write anywhere. The sync plugin (@tiptap/y-tiptap 3.0.9) knows
 * selections of text and of one node, and leaves of several cells a caret in one: they could not be merged in company.
 */
export const OwnCells = Extension.create({
  name: 'ownCells',

  addProseMirrorPlugins() {
    /** The cells at both ends of what is selected. */
    let ends: Y.AbstractType<unknown>[] = [];
    return [
      new Plugin({
        key: new PluginKey('ownCells'),
        props: {
          handleTextInput(view, _from, _to, words) {
            const tr = writeOverCell(view.state, words);
            if (tr) view.dispatch(tr);
            return !!tr;
          },
        },
        view: () => ({
          update: ({ state }) => {
            const { selection } = state;
            if (!(selection instanceof CellSelection)) {
              ends = [];
              return;
            }
            const parts = [...bindingOf(state).mapping];
            ends = [selection.$anchorCell, selection.$headCell].flatMap(({ nodeAfter }) =>
              parts.filter(([, node]) => node === nodeAfter).map(([part]) => part),
            );
          },
        }),
        appendTransaction: (transactions, _before, now) => {
          if (ends.length !== 2 || now.selection instanceof CellSelection) return null;
          if (!transactions.some(isFromElsewhere)) return null;
          const [anchor, head] = ends.map((part) => placeOf(part, now));
          if (anchor == null || head == null) return null;
          const [from, to] = [now.doc.resolve(anchor), now.doc.resolve(head)];
          // Of one table still: a row that was taken out may have taken one of them along.
          if (from.node(-1) !== to.node(-1)) return null;
          return now.tr.setSelection(new CellSelection(from, to));
        },
      }),
    ];
  },
});
