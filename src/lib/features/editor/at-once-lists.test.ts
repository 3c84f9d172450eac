import { lift, splitBlock } from '@tiptap/pm/commands';
import { liftListItem, splitListItem } from '@tiptap/pm/schema-list';
import type { Command } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { heading, Line, paragraph, randomFrom, type Tab } from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const BEGINNING = 'Primera parte del texto. Segunda parte que sigue.';
const item = (text: string) => ({ type: 'listItem', content: [paragraph(text[0]!.toLowerCase(), text)] });
const list = (...texts: string[]) => ({ type: 'bulletList', content: texts.map(item) });

const liftItem = liftListItem(schema.nodes.listItem!);
const splitItem = splitListItem(schema.nodes.listItem!);
const number: Command = ({ selection: { $head }, tr }, dispatch) => {
  dispatch?.(tr.setNodeMarkup($head.before($head.depth - 2), schema.nodes.orderedList!));
  return true;
};

const TYPED = ' con fondos federales nuevos';
/** When Ana presses Enter, by when Beto reshapes: neither has seen the other's. */
const APART = [-4, 0, 3, 6];
const IDS = [
  [11, 22, 33],
  [33, 22, 11],
  [22, 33, 11],
];
const AT = 40;

interface Course {
  /** What goes on before Beto reshapes and what Ana types behind her Enter. */
  apart: number;
  ids: readonly number[];
  typing: string;
  places: readonly string[];
}

/** Carla types, Ana presses Enter before that, and Beto makes something else of what all of it is in. */
async function play(content: object, reshape: Command, enter: Command, course: Course) {
  const { apart, ids, typing, places } = course;
  const random = randomFrom((ids[0]! * 7 + ids[1]!) * 7_919 + apart);
  const chance = () => random.next().value;
  const doc = { type: 'doc', content: [paragraph('z', 'Antes.'), content, paragraph('y', 'Después.')] };
  const line = new Line(doc, () => 4 + Math.floor(chance() * 2));
  const tabs = ['Ana', 'Beto', 'Carla'].map((name, at) => line.open(name, ids[at]!));
  const [ana, beto, carla] = tabs as [Tab, Tab, Tab];
  carla.caret('sigue.');
  const [letters, behind] = [[...TYPED], [...typing]];
  for (let step = 1; step < 200; step += 1) {
    if (step === AT) beto.press('Prim', reshape);
    if (step === AT + apart) for (const place of places) ana.press(place, enter);
    else if (step > AT + apart && step % 3 === 0 && behind.length) ana.type(behind.shift()!);
    if (step % 4 === 0 && letters.length && chance() < 0.9) carla.type(letters.shift()!);
    await line.step();
  }
  await line.settle(600);
  return tabs;
}

test.each<[string, object, Command, Command]>([
  ['the only item of a list, which Beto takes out of it', list(BEGINNING), liftItem, splitItem],
  ['the only item of a list, which Beto numbers', list(BEGINNING), number, splitItem],
  ['one of three items, which Beto takes out', list('Uno.', BEGINNING, 'Tres.'), liftItem, splitItem],
  ['the last of two items, which Beto takes out', list('Uno.', BEGINNING), liftItem, splitItem],
  ['one of three items, which Beto numbers', list('Uno.', BEGINNING, 'Tres.'), number, splitItem],
  [
    'a quotation that Beto takes back',
    { type: 'blockquote', content: [paragraph('a', BEGINNING)] },
    lift,
    splitBlock,
  ],
  ['a paragraph of which Beto makes a heading', paragraph('a', BEGINNING), heading, splitBlock],
])(
  'what Carla types stands once at the end of %s while Ana presses Enter before it',
  async (_where, content, reshape, enter) => {
    for (const apart of APART) {
      for (const ids of IDS) {
        for (const typing of ['', 'ABCDE']) {
          const course = { apart, ids, typing, places: ['parte del'] };
          const tabs = await play(content, reshape, enter, course);
          const words = tabs.map(({ text }) => text.map((block) => block.replace(/^\w+:/, '')).join(''));
          const where = `${apart}, ${ids.join()}, «${typing}»`;
          const whole = BEGINNING.replace('del', `del${typing}`) + TYPED;
          for (const each of words)
            expect(each.replace('Uno.', '').replace('Tres.', ''), where).toBe(`Antes.${whole}Después.`);
          expect(tabs.map(({ lost }) => lost).flat(), where).toEqual([]);
        }
      }
    }
  },
);

test('what Carla types stands once when Ana presses Enter at two places before it', async () => {
  for (const places of [
    ['parte del', 'Segunda'],
    ['Segunda', 'parte del'],
  ]) {
    for (const apart of APART) {
      for (const ids of IDS) {
        const course = { apart, ids, typing: '', places };
        for (const { text, lost } of await play(list(BEGINNING), number, splitItem, course)) {
          const words = text.map((block) => block.replace(/^\w+:/, '')).join('');
          expect(words, `${places}, ${apart}, ${ids}`).toBe(`Antes.${BEGINNING}${TYPED}Después.`);
          expect(lost).toEqual([]);
        }
      }
    }
  }
});

test('a paragraph that Ana has just moved into a list stands, though Beto makes another list of that', async () => {
  const [bulleted, numbered] = [schema.nodes.bulletList!, schema.nodes.orderedList!];
  for (let run = 0; run < 12; run += 1) {
    const line = new Line(
      {
        type: 'doc',
        content: [
          {
            type: 'bulletList',
            attrs: { id: 'l' },
            content: [{ type: 'listItem', content: [paragraph('a', 'Uno.')] }],
          },
          paragraph('b', 'Lo que nadie quita.'),
        ],
      },
      () => 1 + (run % 6),
    );
    const [ana, beto] = ['Ana', 'Beto'].map((name, at) => line.open(name, run % 2 ? 11 + at : 22 - at)) as [
      Tab,
      Tab,
    ];
    await line.step();
    // As the toolbar does it: it joins the list before.
    ana.press('Lo que', (state, dispatch) => {
      const at = state.selection.$from.before();
      const block = state.selection.$from.parent;
      const tr = state.tr.delete(at, at + block.nodeSize);
      tr.insert(at - 1, schema.nodes.listItem!.create(null, block));
      dispatch?.(tr);
      return true;
    });
    for (let step = 0; step < run % 5; step += 1) await line.step();
    beto.tries(({ tr, doc }, dispatch) => {
      const list = doc.firstChild!;
      if (list.type !== bulleted) return false;
      dispatch?.(tr.replaceWith(0, list.nodeSize, numbered.create(null, list.content)));
      return true;
    });
    await line.settle(400);
    for (const tab of [ana, beto]) {
      expect(
        tab.text.map((each) => each.replace(/^\w+:/, '')),
        `${run}`,
      ).toEqual(['Uno.', 'Lo que nadie quita.']);
      expect(tab.lost).toEqual([]);
    }
  }
});
