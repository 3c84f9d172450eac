import { splitBlock } from '@tiptap/pm/commands';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { type Command, TextSelection } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { Line, paragraph, randomFrom, type Tab } from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SENTENCE = 'Segundo delta épsilon.';
const around = (block: object) => ({
  type: 'doc',
  content: [paragraph('a', 'Primero alfa.'), block, paragraph('c', 'Tercero.')],
});
const inParagraph = around(paragraph('b', SENTENCE));
const inHeading = around({ ...paragraph('b', SENTENCE), type: 'heading', attrs: { id: 'b', level: 2 } });
const inItem = around({
  type: 'bulletList',
  attrs: { id: 'l' },
  content: [{ type: 'listItem', content: [paragraph('b', SENTENCE)] }],
});

const block = (words: string, kind = 'paragraph') => schema.nodes[kind]!.create(null, schema.text(words));
const items = (...words: string[]) =>
  schema.nodes.bulletList!.create(
    null,
    words.map((each) => schema.nodes.listItem!.create(null, block(each))),
  );
const paste =
  (...blocks: Node[]): Command =>
  ({ tr }, dispatch) => {
    dispatch?.(tr.replaceSelection(Slice.maxOpen(Fragment.from(blocks))));
    return true;
  };

const pasted: [string, Node[]][] = [
  ['two paragraphs', [block('Pegado uno'), block('Pegado dos')]],
  ['three paragraphs that end as the text does', ['Uno.', 'Dos.', 'Pegado tres.'].map((each) => block(each))],
  ['paragraphs that end as it does', [block('Pegado silon.'), block('Otro silon.')]],
  ['a heading and a paragraph', [block('Título', 'heading'), block('Cuerpo pegado.')]],
  ['a list', [items('ítem uno', 'ítem dos')]],
  ['a paragraph and a list', [block('Lista:'), items('ítem uno', 'ítem dos')]],
];
const into: [string, typeof inParagraph][] = [
  ['a paragraph', inParagraph],
  ['a heading', inHeading],
  ['an item of a list', inItem],
];

/** Where Ana pastes, and where the others go on writing. */
const PLACES: [string, string, string][] = [
  ['Segundo', 'delta', 'épsilon.'],
  ['Segundo', 'épsilon.', 'delta'],
  ['Segundo del', 'delta', 'épsilon'],
  ['Segundo delta é', 'épsilon.', 'Segundo'],
  ['Segundo delta épsilon', 'épsilon.', 'Segundo'],
  ['Seg', 'Segundo', 'épsilon.'],
];
const RUNS = 9;
const STEPS = 200;

const wordsOf = ({ text }: Tab) => text.map((each) => each.replace(/^\w+:/, ''));

/** What the text reads, if the others had written all of theirs before. */
function meant(content: typeof inParagraph, place: string, blocks: Node[], sentences: [string, string][]) {
  const tab = new Line(content, () => 1).open('Ana', 7);
  tab.caret(place);
  for (const [behind, sentence] of sentences) tab.writer.type(behind, sentence);
  tab.tries(paste(...blocks));
  return wordsOf(tab);
}

const long = around(paragraph('b', 'Segundo delta épsilon que se mide cada año. Así es.'));

test('what others write behind words that Ana replaces by two paragraphs goes along with the end', async () => {
  for (const isBefore of [true, false]) {
    const line = new Line(long, () => 3);
    const [ana, beto] = ['Ana', 'Beto'].map((name, at) => line.open(name, 11 + at)) as [Tab, Tab];
    beto.caret('cada año');
    if (isBefore) beto.type(' y mes');
    await line.settle(20);
    const from = ana.writer.find('Segundo');
    ana.writer.edit((tr) =>
      tr.setSelection(TextSelection.create(tr.doc, from, from + ' delta épsilon'.length)),
    );
    ana.tries(paste(block('Pegado uno.'), block('Pegado dos')));
    if (!isBefore) beto.type(' y mes');
    await line.settle(20);
    beto.type(' y día');
    await line.settle();
    for (const tab of [ana, beto])
      expect(wordsOf(tab)).toEqual([
        'Primero alfa.',
        'SegundoPegado uno.',
        'Pegado dos que se mide cada año y mes y día. Así es.',
        'Tercero.',
      ]);
  }
});

test('what others write goes back with the end when Ana undoes what she has pasted', async () => {
  for (const isUnseen of [true, false]) {
    const line = new Line(long, () => 3);
    const [ana, beto] = ['Ana', 'Beto'].map((name, at) => line.open(name, 11 + at)) as [Tab, Tab];
    beto.caret('cada año');
    ana.press('Segundo', paste(block('Pegado uno'), block('Pegado dos')));
    if (isUnseen) beto.type(' y mes');
    await line.settle(20);
    beto.type(', y día');
    if (!isUnseen) await line.settle(20);
    ana.undo();
    await line.settle(20);
    beto.type(', sí');
    await line.settle(600);
    const said = `${isUnseen ? ' y mes' : ''}, y día, sí`;
    for (const tab of [ana, beto])
      expect(wordsOf(tab)).toEqual([
        'Primero alfa.',
        `Segundo delta épsilon que se mide cada año${said}. Así es.`,
        'Tercero.',
      ]);
  }
});

test('letters that stand alike in a paragraph that came with a correction are no end of it', async () => {
  const line = new Line(long, () => 3);
  const [ana, beto] = ['Ana', 'Beto'].map((name, at) => line.open(name, 11 + at)) as [Tab, Tab];
  ana.goesAway();
  const at = ana.writer.find('Segundo delta');
  ana.writer.edit((tr) => tr.insertText('o', at - 1, at));
  ana.press('Así es.', splitBlock);
  ana.type('Otra');
  beto.caret('Así es.');
  beto.type(' Sigo');
  await line.settle(20);
  ana.comesBack();
  await line.settle(20);
  beto.type(' aquí.');
  await line.settle();
  for (const tab of [ana, beto])
    expect(wordsOf(tab)).toEqual([
      'Primero alfa.',
      'Segundo delto épsilon que se mide cada año. Así es. Sigo aquí.',
      'Otra',
      'Tercero.',
    ]);
});

test.each(
  into.flatMap(([where, content]) => pasted.map(([what, blocks]) => [what, where, content, blocks] as const)),
)(
  'what others write in the end goes along with it when Ana pastes %s into %s',
  async (_what, _where, content, blocks) => {
    for (const [place, one, other] of PLACES) {
      // Of one letter that was not taken away, or behind which others were writing just then, nobody knows that it went.
      const isShort = place.endsWith('épsilon');
      if (isShort && blocks[0]!.textContent.endsWith('.')) continue;
      for (let run = isShort ? 3 : 0; run < RUNS; run += 1) {
        const random = randomFrom(run * 7_919 + 13);
        const chance = () => random.next().value;
        const most = [1, 3, 6][run % 3]!;
        const line = new Line(content, () => 1 + Math.floor(chance() * most));
        const ids = run % 2 ? [11, 22, 33] : [33, 22, 11];
        const [ana, beto, carla] = ['Ana', 'Beto', 'Carla'].map((name, at) => line.open(name, ids[at]!)) as [
          Tab,
          Tab,
          Tab,
        ];
        ana.caret(place);
        beto.caret(one);
        carla.caret(other);
        const sentences: [string, string][] = [
          [one, ' uno dos tres'],
          [other, ' UNO DOS TRES'],
        ];
        const letters: [Tab, string[]][] = sentences.map(([, sentence], at) => [
          [beto, carla][at]!,
          [...sentence],
        ]);
        // Somebody writes just then, or only before and after, or only after.
        const [until, from] = [
          [60, 60],
          [45, 75],
          [0, 75],
        ][Math.floor(run / 3)]!;
        for (let step = 1; step < STEPS; step += 1) {
          if (step === 60) ana.tries(paste(...blocks));
          if ((step > 20 && step < until!) || step > from!)
            for (const [tab, left] of letters) if (left.length && chance() < 0.2) tab.type(left.shift()!);
          await line.step();
        }
        await line.settle();
        const wanted = meant(content, place, blocks, sentences);
        for (const tab of [ana, beto, carla]) {
          expect(wordsOf(tab), `«${place}», «${one}», ${run}`).toEqual(wanted);
          expect(tab.lost).toEqual([]);
        }
      }
    }
  },
);
