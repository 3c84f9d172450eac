import { TextSelection } from '@tiptap/pm/state';
import { deleteRow } from '@tiptap/pm/tables';
import { yUndoPlugin, yUndoPluginKey } from '@tiptap/y-tiptap';
import { afterEach, expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import type { Content } from '#lib/manuscript/content.ts';
import { exchange, type Writer, writers } from '../../../../tests/support/writers.ts';
import { isOut, makeRoom, OwnBlock } from './own-block.ts';
import { OwnCaret } from './own-caret.ts';
import { OwnWords } from './own-words.ts';
import { StayInText } from './stay-in-text.ts';
import { pluginsOf } from './tabs-for-tests.ts';

const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const cell = (words: string) => ({
  type: 'tableCell',
  content: [paragraph(`x${words.replaceAll(/\W/g, '')}`, words)],
});
const row = (...cells: string[]) => ({ type: 'tableRow', content: cells.map(cell) });
const text: Content = {
  type: 'doc',
  content: [
    paragraph('a', 'El primero.'),
    { type: 'table', content: [row('Año', 'Casos'), row('2004', '37'), row('2005', '41')] },
    paragraph('b', 'El segundo.'),
    paragraph('c', 'El tercero.'),
  ],
};

afterEach(() => void vi.useRealTimers());

/** Ana, and Beto, whose block is taken from him. */
function writing(): { ana: Writer; beto: Writer; lost: string[]; settle: () => Promise<void> } {
  const lost: string[] = [];
  const words: OwnWords[] = [];
  const people = writers(text, ['Ana', 'Beto'], () => {
    const at = words.push(null as never) - 1;
    const later = new Proxy({} as OwnWords, { get: (_, name: keyof OwnWords) => words[at]?.[name] });
    const ours = [...pluginsOf(OwnBlock), ...pluginsOf(OwnCaret), ...pluginsOf(StayInText, { words: later })];
    return [yUndoPlugin(), ...ours];
  });
  people.forEach(({ ydoc }, at) => {
    words[at] = new OwnWords(ydoc, 'others', (gone) => lost.push(gone));
    ydoc.on('update', () => words[at]!.sent());
  });
  const settle = async () => {
    for (let round = 0; round < 3; round += 1) {
      await Promise.resolve();
      exchange(people);
    }
  };
  return { ana: people[0]!, beto: people[1]!, lost, settle };
}

function caret(writer: Writer, behind: string): void {
  writer.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, writer.find(behind))));
}
/** As the keys do it. */
function type(writer: Writer, letters: string): void {
  for (const letter of letters) {
    makeRoom(writer);
    writer.edit((tr) => tr.insertText(letter));
  }
}
const read = ({ state }: Writer) => {
  const blocks: string[] = [];
  state.doc.descendants((node) => void (node.isTextblock && blocks.push(node.textContent)));
  return blocks.join('|');
};
const remove = (writer: Writer, words: string) =>
  writer.edit((tr) => {
    const $at = tr.doc.resolve(writer.find(words));
    return tr.delete($at.before(1), $at.after(1));
  });

test('whose row is taken out goes on behind the table, and in no other cell', async () => {
  const { ana, beto, settle } = writing();
  caret(beto, '37');
  type(beto, '5');
  await settle();
  caret(ana, '375');
  expect(deleteRow(ana.state, ana.dispatch)).toBe(true);
  await settle();
  type(beto, ' según');
  await settle();
  for (const each of [ana, beto])
    expect(read(each)).toBe('El primero.|Año|Casos|2005|41| según|El segundo.|El tercero.');
});

test.each([
  ['a paragraph', 'El segundo.', 'El primero.|Año|Casos|2004|37|2005|41| Y sigo.|El tercero.'],
  ['the first', 'El primero.', ' Y sigo.|Año|Casos|2004|37|2005|41|El segundo.|El tercero.'],
  ['the last', 'El tercero.', 'El primero.|Año|Casos|2004|37|2005|41|El segundo.| Y sigo.'],
  ['a table', '37', 'El primero.| Y sigo.|El segundo.|El tercero.'],
])('whose block is taken out, %s, goes on where it was', async (_what, words, expected) => {
  const { ana, beto, settle } = writing();
  caret(beto, words);
  remove(ana, words);
  await settle();
  type(beto, ' Y sigo.');
  await settle();
  for (const each of [ana, beto]) expect(read(each)).toBe(expected);
});

test('whoever writes over everything does not get the rest of others’ words into theirs', async () => {
  const { ana, beto, lost, settle } = writing();
  caret(beto, 'El segundo.');
  type(beto, ' Dice mu');
  ana.edit((tr) => tr.insertText('Todo nuevo.', 1, tr.doc.content.size - 1));
  await settle();
  type(beto, 'cho.');
  await settle();
  for (const each of [ana, beto]) expect(read(each).split('|')).toContain('Todo nuevo.');
  for (const each of [ana, beto]) expect(read(each)).toContain('cho.');
  expect(lost.join()).toContain('Dice mu');
});

test('whoever has put the caret somewhere, or has had the time to look, writes there', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { ana, beto, settle } = writing();
  caret(beto, 'El segundo.');
  remove(ana, 'El segundo.');
  await settle();
  expect(isOut(beto.state)).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(isOut(beto.state)).toBe(false);

  caret(beto, 'El tercero.');
  remove(ana, 'El tercero.');
  await settle();
  expect(isOut(beto.state)).toBe(true);
  // Others go on.
  ana.type('primero.', ' Ya.');
  await settle();
  expect(isOut(beto.state)).toBe(true);
  caret(beto, 'El primero.');
  expect(isOut(beto.state)).toBe(false);
  type(beto, ' Aquí.');
  expect(read(beto)).toContain('El primero. Aquí. Ya.');
});

test('whose block comes back before they go on goes on behind it', async () => {
  const { ana, beto, settle } = writing();
  caret(beto, 'El seg');
  type(beto, 'u-');
  remove(ana, 'El segundo.');
  const undo = yUndoPluginKey.getState(ana.state) as { undoManager: Y.UndoManager };
  await settle();
  undo.undoManager.undo();
  await settle();
  type(beto, 'Sí.');
  await settle();
  for (const each of [ana, beto])
    expect(read(each)).toBe('El primero.|Año|Casos|2004|37|2005|41|El segundo.|Sí.|El tercero.');
});

test('what was selected and has gone is not replaced by other words being selected', async () => {
  const { ana, beto, settle } = writing();
  const end = beto.find('37');
  beto.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, end - 2, end)));
  caret(ana, '37');
  expect(deleteRow(ana.state, ana.dispatch)).toBe(true);
  await settle();
  expect(beto.state.selection.empty).toBe(true);
  type(beto, '38');
  await settle();
  for (const each of [ana, beto])
    expect(read(each)).toBe('El primero.|Año|Casos|2005|41|38|El segundo.|El tercero.');
});
