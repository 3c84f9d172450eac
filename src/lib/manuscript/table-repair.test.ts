import { TextSelection } from '@tiptap/pm/state';
import {
  addColumnAfter,
  addRowAfter,
  CellSelection,
  deleteColumn,
  tableEditing,
  TableMap,
} from '@tiptap/pm/tables';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exchange, type Writer, writers } from '../../../tests/support/writers.ts';
import type { Content } from './content.ts';
import { type HtmlWords, renderContent } from './html.ts';
import { salvage } from './salvage.ts';
import { faultOf } from './soundness.ts';
import { CALM_MS, patientRepair, repairTables } from './table-repair.ts';
import { docToContent, readRaw } from './yjs.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const cell = (text: string): Content => ({
  type: 'tableCell',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const row = (...words: string[]): Content => ({ type: 'tableRow', content: words.map(cell) });
const text: Content = {
  type: 'doc',
  content: [
    { type: 'paragraph' },
    { type: 'table', content: [row('a1', 'a2', 'a3'), row('b1', 'b2', 'b3'), row('c1', 'c2', 'c3')] },
  ],
};

const repair = () => [patientRepair(tableEditing({ allowTableNodeSelection: true }))];
const people = () => {
  const four = writers(text, ['Ana', 'Beto', 'Clara', 'David'], repair) as [Writer, Writer, Writer, Writer];
  vi.advanceTimersByTime(CALM_MS + 1);
  return four;
};
const caretAt = (writer: Writer, words: string) =>
  writer.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, writer.find(words))));
const tableOf = ({ state }: Writer) => state.doc.lastChild!;
const shape = (writer: Writer) => tableOf(writer).children.map((each) => each.childCount);
/** Where the nth cell of a table four cells wide begins. */
const placeOf = (writer: Writer, nth: number) =>
  writer.state.doc.firstChild!.nodeSize + 1 + TableMap.get(tableOf(writer)).map[nth]!;
const words = ({ state }: Writer) => state.doc.textContent;

/** One adds a row and another a column, in the same moment. */
function ragged(): [Writer, Writer, Writer, Writer] {
  const all = people();
  const [ana, beto] = all;
  caretAt(ana, 'c1');
  caretAt(beto, 'b3');
  addRowAfter(ana.state, ana.dispatch);
  addColumnAfter(beto.state, beto.dispatch);
  exchange(all);
  return all;
}

test('a row and a column added at once leave a short row, which nobody answers', () => {
  for (const each of ragged()) {
    expect(shape(each)).toEqual([4, 4, 4, 3]);
    expect(each.said()).toEqual([]);
  }
});

test('a table with a short row is a sound text, written down and read as it is', () => {
  const [{ ydoc }] = ragged();
  expect(faultOf(ydoc)).toBeNull();
  const content = docToContent(ydoc);
  expect(salvage(readRaw(ydoc))).toEqual(content);
  const html = renderContent(content, { table: String } as unknown as HtmlWords);
  expect(html.split('<tr>').map((each) => each.split('<td>').length - 1)).toEqual([0, 4, 4, 4, 3]);
});

test('who types in it, in peace, fills it up; while others write it stays', () => {
  const all = ragged();
  const [ana, , clara] = all;
  clara.type('b1', '!');
  exchange(all);
  expect(shape(ana)).toEqual([4, 4, 4, 3]);
  vi.advanceTimersByTime(CALM_MS + 1);
  clara.type('b1', '!');
  exchange(all);
  for (const each of all) expect(shape(each)).toEqual([4, 4, 4, 4]);
  expect(words(ana)).toContain('b1!!');
});

test('two who go on typing in it at once do not make it grow', () => {
  const all = ragged();
  const [ana, beto, clara] = all;
  vi.advanceTimersByTime(CALM_MS + 1);
  for (let stroke = 0; stroke < 100; stroke += 1) {
    ana.type('a1', 'x');
    beto.type('c3', 'y');
    exchange(all);
    vi.advanceTimersByTime(150);
  }
  // Both began in the same moment, and both filled up the row; once.
  expect(shape(clara)).toEqual([4, 4, 4, 5]);
  vi.advanceTimersByTime(CALM_MS + 1);
  ana.type('a1', 'x');
  exchange(all);
  for (const each of all) expect(shape(each)).toEqual([5, 5, 5, 5]);
  for (const word of ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3'])
    expect(words(clara)).toContain(word);
});

test('deleting the column with the gap takes that column and nothing else', () => {
  const all = ragged();
  const [ana, , clara] = all;
  clara.edit((tr) => tr.setSelection(TextSelection.near(tr.doc.resolve(placeOf(clara, 3) + 1))));
  repairTables(clara);
  deleteColumn(clara.state, clara.dispatch);
  exchange(all);
  expect(shape(ana)).toEqual([3, 3, 3, 3]);
  expect(words(ana)).toBe('a1a2a3b1b2b3c1c2c3');
});

test('cells that are chosen across the gap are in shape before anything is done with them', () => {
  const all = ragged();
  const [, , clara] = all;
  clara.edit((tr) => tr.setSelection(CellSelection.create(tr.doc, placeOf(clara, 3), placeOf(clara, 14))));
  expect(shape(clara)).toEqual([4, 4, 4, 4]);
  expect(clara.state.selection).toBeInstanceOf(CellSelection);
});
