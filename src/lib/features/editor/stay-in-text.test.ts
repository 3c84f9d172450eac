import { joinBackward, setBlockType, splitBlock } from '@tiptap/pm/commands';
import { splitListItem } from '@tiptap/pm/schema-list';
import { type Command, TextSelection } from '@tiptap/pm/state';
import { yUndoPlugin, yUndoPluginKey } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Content } from '#lib/manuscript/content.ts';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { exchange, type Writer, writers } from '../../../../tests/support/writers.ts';
import { OwnCaret } from './own-caret.ts';
import { OwnWords } from './own-words.ts';
import { StayInText } from './stay-in-text.ts';
import { pluginsOf } from './tabs-for-tests.ts';

const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const text = {
  type: 'doc',
  content: [paragraph('a', 'Primera parte. Segunda parte.'), paragraph('b', 'Otro párrafo.')],
};
const list = {
  type: 'doc',
  content: [
    {
      type: 'bulletList',
      attrs: { id: 'l' },
      content: [{ type: 'listItem', content: [paragraph('a', 'Primera parte. Segunda parte.')] }],
    },
    paragraph('b', 'Otro párrafo.'),
  ],
};

/** Ana, Beto and whoever else, each with their own words in their care. */
function writing(content: Content = text, ...others: string[]): [Writer, Writer, ...Writer[]] {
  const words: OwnWords[] = [];
  const people = writers(content, ['Ana', 'Beto', ...others], () => {
    const at = words.push(null as never) - 1;
    // The plugins are there before the document that the words are in.
    const later = new Proxy({} as OwnWords, { get: (_, name: keyof OwnWords) => words[at]?.[name] });
    return [yUndoPlugin(), ...pluginsOf(OwnCaret), ...pluginsOf(StayInText, { words: later })];
  });
  people.forEach(({ ydoc }, at) => {
    words[at] = new OwnWords(ydoc, 'others', (lost) => expect.fail(lost));
    ydoc.on('update', () => words[at]!.sent());
  });
  return people as [Writer, Writer];
}

function caret(writer: Writer, behind: string): void {
  const selection = TextSelection.create(writer.state.doc, writer.find(behind));
  writer.edit((tr) => tr.setSelection(selection));
}
const type = (writer: Writer, words: string) => writer.edit((tr) => tr.insertText(words));
const press = (writer: Writer, command: Command) => expect(command(writer.state, writer.dispatch)).toBe(true);
/** Exchanges what was written, and what is put where it belongs after that. */
async function settle(people: Writer[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await Promise.resolve();
    exchange(people);
  }
}
const read = ({ state }: Writer) => {
  const blocks: string[] = [];
  state.doc.descendants((node) => void (node.isTextblock && blocks.push(node.textContent)));
  return blocks;
};
const undo = ({ state }: Writer) =>
  (yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager }).undoManager.undo();

test.each([
  ['a paragraph', text, splitBlock],
  ['an item of a list', list, splitListItem(schema.nodes.listItem!)],
])('the caret at the end goes on there when another splits %s before it', async (_what, content, enter) => {
  const people = writing(content);
  const [ana, beto] = people;
  caret(beto, 'Segunda parte.');
  caret(ana, 'Primera parte.');
  press(ana, enter);
  await settle(people);
  type(beto, ' Sigo.');
  await settle(people);
  for (const each of people)
    expect(read(each)).toEqual(['Primera parte.', ' Segunda parte. Sigo.', 'Otro párrafo.']);
});

test('the caret in the middle of the second half stays between its letters', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(beto, 'Primera parte. S');
  caret(ana, 'Primera parte.');
  press(ana, splitBlock);
  await settle(people);
  type(beto, 'e s');
  expect(read(beto)).toEqual(['Primera parte.', ' Se segunda parte.', 'Otro párrafo.']);
});

test('the caret stays where it is when another splits the paragraph there or behind it', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(beto, 'Primera parte.');
  for (const place of ['Segunda', 'Primera parte.']) {
    caret(ana, place);
    press(ana, splitBlock);
    await settle(people);
  }
  type(beto, ' Sigo.');
  await settle(people);
  expect(read(ana)).toEqual(['Primera parte. Sigo.', ' Segunda', ' parte.', 'Otro párrafo.']);
});

test('the caret stays in the text when another puts an empty paragraph before it', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(beto, 'Segunda parte.');
  ana.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, 1)));
  press(ana, splitBlock);
  await settle(people);
  type(beto, ' Sigo.');
  await settle(people);
  expect(read(ana)).toEqual(['', 'Primera parte. Segunda parte. Sigo.', 'Otro párrafo.']);
});

test.each([
  ['a paragraph', text, splitBlock],
  ['an item of a list', list, splitListItem(schema.nodes.listItem!)],
])(
  'letters that whoever splits %s has not seen go along with its end, and the caret with them',
  async (_what, content, enter) => {
    const people = writing(content);
    const [ana, beto] = people;
    caret(beto, 'Segunda parte.');
    caret(ana, 'Primera parte.');
    for (const letter of ' Sin mirar') type(beto, letter);
    press(ana, enter);
    await settle(people);
    for (const letter of ', sigo.') type(beto, letter);
    await settle(people);
    for (const each of people)
      expect(read(each)).toEqual(['Primera parte.', ' Segunda parte. Sin mirar, sigo.', 'Otro párrafo.']);
  },
);

test.each([
  ['one by one', (said: Uint8Array[]) => said],
  ['as one', (said: Uint8Array[]) => [Y.mergeUpdates(said)]],
])(
  'what was typed without a network goes along, though more was done, which arrives %s',
  async (_what, as) => {
    const people = writing();
    const [ana, beto] = people;
    caret(beto, 'Segunda parte.');
    for (const letter of ' Sin red.') type(beto, letter);
    caret(ana, 'Primera parte.');
    press(ana, splitBlock);
    ana.edit((tr) => tr.delete(tr.selection.head, tr.selection.head + 1));
    const said = ana.said();
    ana.hears(beto.said());
    beto.hears(as(said));
    await settle(people);
    type(beto, ' Sigo.');
    await settle(people);
    for (const each of people)
      expect(read(each)).toEqual(['Primera parte.', 'Segunda parte. Sin red. Sigo.', 'Otro párrafo.']);
  },
);

test('the caret goes along though somebody else has written before it, too', async () => {
  const [ana, beto, carla] = writing(text, 'Carla');
  carla!.type('Segunda', '(ya)');
  beto.hears(carla!.said());
  caret(beto, '(ya) parte.');
  type(beto, ' Sin mirar');
  caret(ana, 'Primera parte.');
  press(ana, splitBlock);
  beto.hears(ana.said());
  await Promise.resolve();
  expect(read(beto)).toEqual(['Primera parte.(ya)', ' Segunda parte. Sin mirar', 'Otro párrafo.']);
  type(beto, ', sigo.');
  expect(read(beto)[1]).toBe(' Segunda parte. Sin mirar, sigo.');
});

test('letters that were moved come back with the end when the halves are joined again', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(beto, 'Segunda parte.');
  type(beto, ' Mío.');
  caret(ana, 'Primera parte.');
  press(ana, splitBlock);
  await settle(people);
  press(ana, joinBackward);
  await settle(people);
  type(beto, ' Sigo.');
  await settle(people);
  for (const each of people)
    expect(read(each)).toEqual(['Primera parte. Segunda parte. Mío. Sigo.', 'Otro párrafo.']);
});

test('the caret goes back with the end when the split is undone', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(beto, 'Segunda parte.');
  caret(ana, 'Primera parte.');
  press(ana, splitBlock);
  await settle(people);
  undo(ana);
  await settle(people);
  type(beto, ' Sigo.');
  await settle(people);
  for (const each of people)
    expect(read(each)).toEqual(['Primera parte. Segunda parte. Sigo.', 'Otro párrafo.']);
});

test('the caret stays between its letters while words that stood in another paragraph move along', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(beto, 'Segunda parte.');
  type(beto, ' Mío.');
  caret(beto, 'Otro párrafo.');
  type(beto, ' Es');
  caret(ana, 'Primera parte.');
  press(ana, splitBlock);
  ana.type('Otro', ' buen');
  await settle(people);
  type(beto, 'cribo.');
  await settle(people);
  for (const each of people)
    expect(read(each)).toEqual(['Primera parte.', ' Segunda parte. Mío.', 'Otro buen párrafo. Escribo.']);
});

test('the caret stays between its letters behind a note when another makes a heading of the paragraph', async () => {
  const noted = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { id: 'a' },
        content: [
          { type: 'text', text: 'Dice la ley' },
          { type: 'footnote', content: [{ type: 'text', text: 'Artículo 1.' }] },
          { type: 'text', text: ' lo que dice.' },
        ],
      },
      paragraph('b', 'Otro párrafo.'),
    ],
  };
  const people = writing(noted);
  const [ana, beto] = people;
  const behindNote = beto.find('Dice la ley') + 'Artículo 1.'.length + ' lo'.length + 2;
  beto.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, behindNote)));
  caret(ana, 'Dice');
  press(ana, setBlockType(schema.nodes.heading!, { id: 'a', level: 2 }));
  await settle(people);
  type(beto, ' mismo');
  await settle(people);
  for (const each of people)
    expect(read(each)).toEqual(['Dice la leyArtículo 1. lo mismo que dice.', 'Otro párrafo.']);
});

const select = (writer: Writer, behind: string, words: string) =>
  writer.edit((tr) => {
    const from = writer.find(behind);
    return tr.setSelection(TextSelection.create(tr.doc, from, from + words.length));
  });

test.each([
  ['before', 'Primera ', 'Primera nueva mitad. Segunda parte.'],
  ['behind', 'Primera parte', 'Primera mitad nueva. Segunda parte.'],
])('a selection does not grow over what another writes right %s it', async (_where, place, result) => {
  const people = writing();
  const [ana, beto] = people;
  select(ana, 'Primera ', 'parte');
  caret(beto, place);
  for (const letter of place.endsWith(' ') ? 'nueva ' : ' nueva') {
    type(beto, letter);
    await settle(people);
  }
  type(ana, 'mitad');
  await settle(people);
  for (const each of people) expect(read(each)[0]).toBe(result);
});

test('a selection from its end to its beginning does not grow, either', async () => {
  const people = writing();
  const [ana, beto] = people;
  const end = ana.find('Primera parte');
  ana.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, end, end - 'parte'.length)));
  beto.type('Primera ', 'nueva ');
  await settle(people);
  type(ana, 'mitad');
  await settle(people);
  for (const each of people) expect(read(each)[0]).toBe('Primera nueva mitad. Segunda parte.');
});

test.each([
  ['in another paragraph', 'Otro', ' buen', 'Última'],
  ['right before it', '', 'La ', 'La Última'],
  ['in it', 'Pri', '-', 'Última'],
])(
  'a selection from the first letter of the chapter stays when another writes %s',
  async (_where, place, words, result) => {
    for (const backwards of [false, true]) {
      const people = writing();
      const [ana, beto] = people;
      const ends = [1, ana.find('Primera')] as const;
      const [anchor, head] = backwards ? ends.toReversed() : ends;
      ana.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, anchor!, head)));
      beto.edit((tr) => tr.insertText(words, place ? beto.find(place) : 1));
      await settle(people);
      type(ana, 'Última');
      await settle(people);
      for (const each of people) expect(read(each)[0]).toBe(`${result} parte. Segunda parte.`);
    }
  },
);

test('the caret behind a word that another replaces stays behind what a third has written before it', async () => {
  const people = writing(text, 'Carla');
  const [ana, beto, carla] = people;
  caret(beto, 'Segunda parte');
  select(ana, 'Segunda ', 'parte');
  carla!.type('Segunda ', 'buena ');
  await settle(people);
  type(ana, 'mitad');
  await settle(people);
  type(beto, '-');
  await settle(people);
  expect(read(ana)[0]).toContain('Segunda buena -');
});

test('what is chosen for the next letters stays chosen while another writes', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(ana, 'Primera parte');
  ana.edit((tr) => tr.addStoredMark(schema.marks.bold!.create()));
  beto.type('Otro', ' buen');
  await settle(people);
  type(ana, 'X');
  const bold: string[] = [];
  ana.state.doc.descendants((node) => void (node.marks.length && bold.push(node.text!)));
  expect(bold).toEqual(['X']);
});

test('the caret at the beginning of a text stays there when another writes words that stand in it', async () => {
  const people = writing();
  const [ana, beto] = people;
  ana.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, 1)));
  beto.type('Segunda parte.', ' Segunda parte.');
  await settle(people);
  type(ana, 'La ');
  expect(read(ana)[0]).toBe('La Primera parte. Segunda parte. Segunda parte.');
});

test('the caret stays in the first half when letters move along that had come to stand before it there', async () => {
  const people = writing();
  const [ana, beto] = people;
  caret(beto, 'Segunda parte.');
  for (const letter of ' Sigo') type(beto, letter);
  const said = beto.said();
  caret(ana, 'Primera parte.');
  press(ana, splitBlock);
  ana.hears(said);
  caret(ana, 'Primera parte. Sigo');
  beto.hears(ana.said());
  await settle(people);
  type(ana, '!');
  await settle(people);
  for (const each of people)
    expect(read(each)).toEqual(['Primera parte.!', ' Segunda parte. Sigo', 'Otro párrafo.']);
});
