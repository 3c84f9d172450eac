import { getSchema, type JSONContent } from '@tiptap/core';
import { GapCursor } from '@tiptap/pm/gapcursor';
import { EditorState } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { manuscriptExtensions } from '#lib/manuscript/extensions.ts';
import { toEnd } from './reach-end.ts';

const schema = getSchema(manuscriptExtensions());
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const table = {
  type: 'table',
  content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('Tehuantepec')] }] }],
};
const stateOf = (...content: JSONContent[]) =>
  EditorState.create({ doc: schema.nodeFromJSON({ type: 'doc', content }) });

test('the end of a text that ends in a table is behind it, and nothing is written for it', () => {
  const state = stateOf(paragraph('Municipios'), table);
  const reached = toEnd(state);
  expect(reached?.docChanged).toBe(false);
  expect(reached?.selection).toBeInstanceOf(GapCursor);
  expect(reached?.selection.head).toBe(state.doc.content.size);
  const typed = state.apply(reached!);
  expect(typed.doc.eq(state.doc)).toBe(true);
});

test('the end of any other text is the browser’s business', () => {
  expect(toEnd(stateOf(table, paragraph('Fuente')))).toBeNull();
  const list = { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('Agua')] }] };
  expect(toEnd(stateOf(table, list))).toBeNull();
});
