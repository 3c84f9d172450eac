/** Tiptap as it comes, on the same content: nobody checked, nothing shared, nothing kept. */
import { Editor } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';

const element = document.querySelector<HTMLElement>('main');
if (!element) throw new Error('The page has no place for the editor.');
const content = (await (await fetch('/content.json')).json()) as object;
new Editor({ element, extensions: [StarterKit], content });
