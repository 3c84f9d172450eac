import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
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
