import type { Editor } from '@tiptap/core';
import { repairTables } from '#lib/manuscript/table-repair.ts';
import { makeRoom } from './own-block.ts';

/** How the paragraph at the caret is set. */
export type BlockStyle = 'paragraph' | 'heading2' | 'heading3' | 'heading4';
export const BLOCK_STYLES: readonly BlockStyle[] = ['paragraph', 'heading2', 'heading3', 'heading4'];

export function blockStyleOf(editor: Editor): BlockStyle {
  for (const level of [2, 3, 4] as const) if (editor.isActive('heading', { level })) return `heading${level}`;
  return 'paragraph';
}

/** Where somebody is at work: in a paragraph of their own, when what they were writing in has just gone. */
function atWork(editor: Editor) {
  makeRoom(editor.view);
  return editor.chain().focus();
}

export function setBlockStyle(editor: Editor, style: BlockStyle): void {
  const chain = atWork(editor);
  if (style === 'paragraph') chain.setParagraph().run();
  else chain.setHeading({ level: Number(style.at(-1)) as 2 | 3 | 4 }).run();
}

/** A button of the toolbar that switches something on and off at the selection. */
export interface Toggle {
  id: 'bold' | 'italic' | 'bulletList' | 'orderedList' | 'blockquote';
  keys: string[];
  run: (editor: Editor) => void;
}

export const TOGGLES: readonly Toggle[] = [
  { id: 'bold', keys: ['Ctrl', 'B'], run: (editor) => atWork(editor).toggleBold().run() },
  { id: 'italic', keys: ['Ctrl', 'I'], run: (editor) => atWork(editor).toggleItalic().run() },
  {
    id: 'bulletList',
    keys: ['Ctrl', 'Shift', '8'],
    run: (editor) => atWork(editor).toggleBulletList().run(),
  },
  {
    id: 'orderedList',
    keys: ['Ctrl', 'Shift', '7'],
    run: (editor) => atWork(editor).toggleOrderedList().run(),
  },
  {
    id: 'blockquote',
    keys: ['Ctrl', 'Shift', 'B'],
    run: (editor) => atWork(editor).toggleBlockquote().run(),
  },
];

/** With a table that has just gone nothing can be done; it takes no paragraph to find that out. */
function inShape(editor: Editor) {
  repairTables(editor.view);
  return editor.chain().focus();
}

/** What can be done with the table at the caret. */
export const TABLE_ACTIONS = {
  addRowBefore: (editor: Editor) => inShape(editor).addRowBefore().run(),
  addRowAfter: (editor: Editor) => inShape(editor).addRowAfter().run(),
  deleteRow: (editor: Editor) => inShape(editor).deleteRow().run(),
  addColumnBefore: (editor: Editor) => inShape(editor).addColumnBefore().run(),
  addColumnAfter: (editor: Editor) => inShape(editor).addColumnAfter().run(),
  deleteColumn: (editor: Editor) => inShape(editor).deleteColumn().run(),
  toggleHeaderRow: (editor: Editor) => inShape(editor).toggleHeaderRow().run(),
  mergeOrSplit: (editor: Editor) => inShape(editor).mergeOrSplit().run(),
  deleteTable: (editor: Editor) => editor.chain().focus().deleteTable().run(),
} as const;

export type TableAction = keyof typeof TABLE_ACTIONS;

export function insertTable(editor: Editor): void {
  atWork(editor).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
}
