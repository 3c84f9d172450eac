import { Editor, Node, type JSONContent } from '@tiptap/core';
import { UndoRedo } from '@tiptap/extensions/undo-redo';
import { manuscriptExtensions } from '#lib/manuscript/extensions.ts';
import { cleanPastedHtml } from '#lib/manuscript/paste.ts';

/** What a note may hold, as the root of a text of its own. */
const NoteText = Node.create({ name: 'doc', topNode: true, content: '(text | hardBreak)*' });
const SHARED = new Set([
  'bold',
  'hardBreak',
  'italic',
  'text',
  'link',
  'superscript',
  'subscript',
  'keepAllowed',
]);

/** What is asked of a note's dialog from within its text. */
export type NoteKeys = { save: () => void; leave: () => void };

/** A small editor for one note, with the marks of the chapter's text. */
export function makeNoteEditor(
  element: HTMLElement,
  content: JSONContent[],
  labelledBy: string,
  keys: NoteKeys,
): Editor {
  const editor = new Editor({
    element,
    injectCSS: false,
    content: { type: 'doc', content },
    extensions: [NoteText, UndoRedo, ...manuscriptExtensions().filter(({ name }) => SHARED.has(name))],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': labelledBy,
        class: 'note-text',
        spellcheck: 'true',
        // Read by the dialog, when it opens; the editor's own way comes a moment later, and letters typed by then are lost.
        autofocus: '',
      },
      handleDOMEvents: {
        // For the same reason: left to itself, the caret is set some time after the focus.
        focus: (view) => {
          view.focus();
        },
      },
      // Before the text's own keys: they would select the note, or break its line.
      handleKeyDown(_view, event) {
        const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (event.isComposing || !(saves || event.key === 'Escape')) return false;
        if (saves) keys.save();
        else keys.leave();
        // The dialog has been answered, and must not hear it once more.
        event.preventDefault();
        return true;
      },
      transformPastedHTML: (html) => cleanPastedHtml(html),
    },
  });
  editor.commands.setTextSelection(editor.state.doc.content.size);
  return editor;
}

/** The note's text as the chapter holds it. */
export function noteContent(editor: Editor): JSONContent[] {
  return (editor.getJSON().content ?? []) as JSONContent[];
}
