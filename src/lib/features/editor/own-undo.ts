import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { isFromElsewhere } from './own-caret.ts';
import { keepWhole } from './whole-steps.ts';

/** What an element of the text cannot be without, or would be another without. */
const NEEDED = new Set(['id', 'level', 'start', 'colspan', 'rowspan']);

/**
 * Whether undoing one's own step may take this away. What one made goes, but not while somebody else's words are in it:
 * the undo manager takes children before their parents, so only what others put there can still be inside. An element's
 * attributes come before what is in it, so those that it needs are left to go with it.
 */
export function mayUndo({ content, parent, parentSub }: Y.Item): boolean {
  if (parentSub !== null && NEEDED.has(parentSub)) return (parent as Y.AbstractType<unknown>)._length === 0;
  return !(content instanceof Y.ContentType) || content.type._length === 0;
}

/** What the browser calls undoing and redoing. */
const HISTORY = new Map<string, 'undo' | 'redo'>([
  ['historyUndo', 'undo'],
  ['historyRedo', 'redo'],
]);

/** In which one undoes what one has typed there. */
const FIELD = 'input, textarea, select, [contenteditable]';
const isDialogOpen = () =>
  document.querySelector('[role="dialog"], [role="alertdialog"], dialog[open]') !== null;

/** Undoing takes back what one did oneself and nothing else. The undo plugin alone knows that only of paragraphs. */
export const OwnUndo = Extension.create<{ onpassed?: () => void }>({
  name: 'ownUndo',
  // Asked for a key before the extension of the undo plugin (1000).
  priority: 1_100,

  addKeyboardShortcuts() {
    // With nothing to redo, the key would be taken for the one without Shift, and undo.
    const redo = () => {
      this.editor.commands.redo();
      return true;
    };
    return { 'Shift-Mod-z': redo, 'Mod-y': redo };
  },

  addProseMirrorPlugins() {
    const { editor, options } = this;
    return [
      new Plugin({
        key: new PluginKey('ownUndo'),
        // To the sync plugin what somebody else wrote is not to be undone, and neither is whatever follows, until
        // something is typed: it would end one's own step there, letter by letter where two write at once.
        appendTransaction: (transactions, _before, { tr }) =>
          transactions.some(isFromElsewhere)
            ? tr.setMeta(ySyncPluginKey, { isChangeOrigin: true, addToHistory: true })
            : null,
        props: {
          handleDOMEvents: {
            // The browser has a past of its own, of what it saw typed by anybody; to the text its undoing is a deletion
            // like any other. It comes from the menu, and from the keys where nothing of that kind has the focus, or a
            // field in which there is nothing left to undo.
            beforeinput: (view, event) => {
              const act = HISTORY.get(event.inputType);
              if (!act) return false;
              event.preventDefault();
              const isElsewhere =
                !view.hasFocus() && (document.activeElement?.matches(FIELD) || isDialogOpen());
              if (isElsewhere || !view.editable) return true;
              // The next key is for the text, too.
              view.focus();
              editor.commands[act]();
              return true;
            },
          },
        },
        view: ({ state }) => {
          const { undoManager } = yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager };
          undoManager.deleteFilter = (item) => mayUndo(item);
          keepWhole(undoManager, options.onpassed);
          return {};
        },
      }),
    ];
  },
});
