import { Extension } from '@tiptap/core';
import { GapCursor } from '@tiptap/pm/gapcursor';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';

/** Whether a text ends in something that no caret stands behind by itself: a table, a rule. */
function endsClosed(doc: Node): boolean {
  for (let last = doc.lastChild; last; last = last.lastChild) {
    if (last.type.spec.isolating || last.isAtom) return true;
    if (last.inlineContent) return false;
  }
  return false;
}

/** Puts the caret behind a table that ends the text, as the arrows do; null where the browser finds the end. */
export function toEnd({ doc, tr }: EditorState): Transaction | null {
  if (!endsClosed(doc)) return null;
  return tr.setSelection(new GapCursor(doc.resolve(doc.content.size))).scrollIntoView();
}

/**
 * The key for the end of the text reaches it. Left to the browser, the caret ends up before a table that comes last, or
 * in its first cell. Nothing is written for it: a paragraph comes with the first letter.
 */
export const ReachEnd = Extension.create({
  name: 'reachEnd',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('reachEnd'),
        props: {
          handleKeyDown(view, { key, ctrlKey, metaKey, shiftKey, altKey }) {
            const asked = (key === 'End' && ctrlKey) || (key === 'ArrowDown' && metaKey);
            if (!asked || shiftKey || altKey || !view.editable) return false;
            const reached = toEnd(view.state);
            if (reached) view.dispatch(reached);
            return reached !== null;
          },
        },
      }),
    ];
  },
});
