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
  return new Editor({
    element,
    injectCSS: false,
    autofocus: 'end',
    content: { type: 'doc', content },
    extensions: [NoteText, UndoRedo, ...manuscriptExtensions().filter(({ name }) => SHARED.has(name))],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': labelledBy,
        class: 'note-text',
        spellcheck: 'true',
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
}

/** The note's text as the chapter holds it. */
export function noteContent(editor: Editor): JSONContent[] {
  return (editor.getJSON().content ?? []) as JSONContent[];
}
