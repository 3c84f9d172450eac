import { setBlockType, wrapIn } from '@tiptap/pm/commands';
import type { Node } from '@tiptap/pm/model';
import { wrapInList } from '@tiptap/pm/schema-list';
import { type Command, TextSelection } from '@tiptap/pm/state';
import { yUndoPlugin, yUndoPluginKey } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { faultOf } from '#lib/manuscript/soundness.ts';
import { exchange, type Writer, writers } from '../../../../tests/support/writers.ts';
import { OwnCaret } from './own-caret.ts';
import { OwnUndo } from './own-undo.ts';
import { pluginsOf } from './tabs-for-tests.ts';

const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const text = { type: 'doc', content: [paragraph('a', 'Primero.'), paragraph('b', 'Segundo.')] };

const two = () =>
  writers(text, ['Ana', 'Beto'], () => [yUndoPlugin(), ...pluginsOf(OwnUndo), ...pluginsOf(OwnCaret)]) as [
    Writer,
    Writer,
  ];
const undoManager = ({ state }: Writer) =>
  (yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager }).undoManager;

function does(writer: Writer, command: Command): void {
  const caret = TextSelection.create(writer.state.doc, writer.find('Segundo.'));
  writer.dispatch(writer.state.tr.setSelection(caret));
  expect(command(writer.state, writer.dispatch)).toBe(true);
  undoManager(writer).stopCapturing();
}

/** The text without the ids: what a block is, and in it what it holds. */
const shapeOf = (node: Node): string =>
  node.isTextblock
    ? `${node.type.name}${node.attrs.level ?? ''}:${node.textContent}`
    : `${node.type.name}(${node.children.map(shapeOf).join(' ')})`;
const shown = ({ state }: Writer) => state.doc.children.map(shapeOf);

const { heading, blockquote, bulletList, table, tableRow, tableCell } = schema.nodes;
const emptyTable: Command = (state, dispatch) => {
  const row = () =>
    tableRow!.create(
      null,
      [1, 2].map(() => tableCell!.createAndFill()!),
    );
  dispatch?.(state.tr.insert(state.doc.content.size, table!.create(null, [row(), row()])));
  return true;
};

const steps: [string, Command, string, string[]][] = [
  ['a heading', setBlockType(heading!, { level: 2 }), 'Segundo.', ['heading2: Mío.']],
  ['a quote', wrapIn(blockquote!), 'Segundo.', ['blockquote(paragraph: Mío.)']],
  ['a list', wrapInList(bulletList!), 'Segundo.', ['bulletList(listItem(paragraph: Mío.))']],
  ['a table', emptyTable, '', ['table(tableRow(tableCell(paragraph: Mío.)))']],
];

test.each(steps)('undoing %s leaves what another wrote in it', (_what, command, where, kept) => {
  const people = two();
  const [ana, beto] = people;
  does(ana, command);
  exchange(people);
  beto.type(where, ' Mío.');
  exchange(people);
  const before = shown(ana);
  undoManager(ana).undo();
  exchange(people);
  for (const each of people) {
    expect(shown(each).toSorted()).toEqual(['paragraph:Primero.', 'paragraph:Segundo.', ...kept].toSorted());
    expect(faultOf(each.ydoc)).toBeNull();
  }
  undoManager(ana).redo();
  exchange(people);
  for (const each of people) {
    expect(faultOf(each.ydoc)).toBeNull();
    expect(shown(each).join('')).toContain(' Mío.');
  }
  if (where) expect(shown(beto)).toEqual(before);
});

test.each(steps)('undoing %s that nobody else touched leaves nothing of it', (_what, command) => {
  const people = two();
  const [ana, beto] = people;
  does(ana, command);
  exchange(people);
  const after = shown(beto);
  for (const turn of [1, 2]) {
    undoManager(ana).undo();
    exchange(people);
    for (const each of people)
      expect(shown(each), `turn ${turn}`).toEqual(['paragraph:Primero.', 'paragraph:Segundo.']);
    undoManager(ana).redo();
    exchange(people);
    for (const each of people) expect(shown(each), `turn ${turn}`).toEqual(after);
  }
});

test('a change of level goes back, whoever wrote in the heading', () => {
  const people = two();
  const [ana, beto] = people;
  does(beto, setBlockType(heading!, { level: 2 }));
  exchange(people);
  does(ana, setBlockType(heading!, { level: 3 }));
  exchange(people);
  beto.type('Segundo.', ' Mío.');
  exchange(people);
  expect(shown(ana)).toEqual(['paragraph:Primero.', 'heading3:Segundo. Mío.']);
  undoManager(ana).undo();
  exchange(people);
  for (const each of people) expect(shown(each)).toEqual(['paragraph:Primero.', 'heading2:Segundo. Mío.']);
});

test('one’s own words go, in a block that another made of theirs as in any other', () => {
  const people = two();
  const [ana, beto] = people;
  ana.type('Segundo.', ' Mío.');
  exchange(people);
  undoManager(ana).undo();
  exchange(people);
  expect(shown(beto)).toEqual(['paragraph:Primero.', 'paragraph:Segundo.']);
});

test('a place remembered with a step is not looked for in a text that has become shorter than it', () => {
  const people = two();
  const [ana, beto] = people;
  does(ana, setBlockType(heading!, { level: 2 }));
  exchange(people);
  beto.edit((tr) => tr.delete(0, tr.doc.content.size));
  exchange(people);
  undoManager(ana).undo();
  exchange(people);
  expect(shown(beto)).toContain('paragraph:Segundo.');
  beto.edit((tr) => tr.delete(0, tr.doc.content.size));
  exchange(people);
  expect(shown(ana)).toEqual(shown(beto));
});

test('what one types in one go is undone in one step, though another types at the same time', () => {
  const [ana, beto] = two();
  const caret = TextSelection.create(ana.state.doc, ana.find('Primero.'));
  ana.edit((tr) => tr.setSelection(caret));
  for (const letter of ' Otra frase.') {
    ana.edit((tr) => tr.insertText(letter));
    exchange([ana, beto]);
    beto.type('Segundo.', 'x');
    exchange([ana, beto]);
    // As when another's caret has moved.
    ana.edit((tr) => tr.setMeta('carets', true));
  }
  undoManager(ana).undo();
  expect(shown(ana)[0]).toBe('paragraph:Primero.');
});
