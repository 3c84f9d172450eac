import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { m } from '#lib/generated/paraglide/messages.js';

function drawn(doc: Node, editable: boolean): DecorationSet {
  const tables: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name !== 'table') return !node.isTextblock;
    const label = m.editor_table_number({ number: tables.length + 1 });
    // Where one can type the caret scrolls; a stop of its own would take the focus from the text.
    const reach: Record<string, string> = editable
      ? { contenteditable: 'true' }
      : { tabindex: '0', role: 'region', 'aria-label': label };
    tables.push(Decoration.node(pos, pos + node.nodeSize, reach));
    return false;
  });
  return DecorationSet.create(doc, tables);
}

/** Tables wider than the page scroll, and can be scrolled by keyboard, in a text that is read as in one that is written. */
export const ReachTables = Extension.create({
  name: 'reachTables',

  addProseMirrorPlugins() {
    let view: EditorView | null = null;
    let last: { doc: Node; editable: boolean; set: DecorationSet } | null = null;
    return [
      new Plugin({
        key: new PluginKey('reachTables'),
        view: (made) => {
          view = made;
          return {};
        },
        props: {
          decorations({ doc }) {
            const editable = view?.editable ?? true;
            if (last?.doc !== doc || last.editable !== editable)
              last = { doc, editable, set: drawn(doc, editable) };
            return last.set;
          },
        },
      }),
    ];
  },
});
