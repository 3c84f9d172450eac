// What the note dialog loads when it is first opened.
export { makeNoteEditor, noteContent } from './note-editor.ts';
export { NotePlace } from './note-place.ts';
