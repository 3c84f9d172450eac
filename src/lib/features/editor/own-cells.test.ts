import { EditorState } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';
import { ReplaceStep } from '@tiptap/pm/transform';
import { expect, test } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { writeOverCell } from './own-cells.ts';
import { paragraph } from './tabs-for-tests.ts';

const cell = (...content: object[]) => ({ type: 'tableCell', content });
const table = (...cells: object[]) => ({
  type: 'doc',
  content: [{ type: 'table', content: [{ type: 'tableRow', content: cells }] }],
});
/** The first cell is chosen, or all from it to the last. */
function chosen(content: object, isAll = false): EditorState {
  const doc = schema.nodeFromJSON(content);
  const first = doc.resolve(2);
  const last = doc.resolve(doc.content.size - 2 - doc.firstChild!.lastChild!.lastChild!.nodeSize);
  const selection = new CellSelection(first, isAll ? last : first);
  return EditorState.create({ schema, doc, selection });
}

test('what is typed over a chosen cell is written over its words', () => {
  const tr = writeOverCell(chosen(table(cell(paragraph('a', '37')), cell(paragraph('b', '41')))), '5')!;
  expect(tr.doc.textBetween(0, tr.doc.content.size, '|', '|')).toBe('5|41');
  expect(tr.doc.firstChild!.firstChild!.firstChild!.firstChild!.attrs.id).toBe('a');
  expect(tr.steps).toHaveLength(1);
  expect(tr.steps[0]).toBeInstanceOf(ReplaceStep);
});

test.each([
  ['several cells', table(cell(paragraph('a', '37')), cell(paragraph('b', '41'))), true],
  [
    'a cell of two paragraphs',
    table(cell(paragraph('a', '37'), paragraph('c', '38')), cell(paragraph('b', '41'))),
    false,
  ],
])('not over %s', (_what, content, isAll) => {
  expect(writeOverCell(chosen(content, isAll), '5')).toBeNull();
});
