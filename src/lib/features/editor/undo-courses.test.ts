import { joinBackward, splitBlock, wrapIn } from '@tiptap/pm/commands';
import { wrapInList } from '@tiptap/pm/schema-list';
import { type Command, TextSelection } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import {
  BEFORE,
  BEHIND,
  heading,
  Line,
  lineBreak,
  note,
  PARAGRAPH,
  PARAGRAPHS,
  randomFrom,
  type Tab,
} from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const content = { type: 'doc', content: PARAGRAPHS };
const AS_BEGUN = [`p:${BEFORE}`, `p:${PARAGRAPH}`, `p:${BEHIND}`];
const flat = (words: string) => words.replaceAll(' ', '');

/** Between two acts that have nothing to do with each other. */
const PAUSE = 150;

const joinBefore: Command = (state, dispatch) => {
  const begin = TextSelection.create(state.doc, state.selection.$head.start());
  return joinBackward(state.apply(state.tr.setSelection(begin)), dispatch);
};
const ACTS: Record<string, Command> = {
  split: splitBlock,
  join: joinBefore,
  heading,
  quotation: wrapIn(schema.nodes.blockquote!),
  list: wrapInList(schema.nodes.bulletList!),
  note,
  break: lineBreak,
};
const PLACES = ['La medida', 'plazo', 'años.', 'secretaría', 'gaceta', 'gaceta.', 'presupuesto', 'enero'];
/** Those that nothing put in behind another one cuts in two. */
const INSIDE = PLACES.filter((place) => !place.endsWith('.'));

/** `Ana undoes`, `Ana redoes`; `Beto note gaceta`; `Carla writes plazo`. */
type Act = [who: string, what: string, place?: string];
const acts = (course: string): Act[] => course.split(', ').map((act) => act.split(' ') as Act);

/** Letters that are nobody else's and nowhere in the text. */
const sentence = (who: number, count: number) =>
  ' ' +
  Array.from({ length: 9 }, (_, at) => String.fromCodePoint(0x4e00 + who * 2_000 + count * 20 + at)).join('');

/** The text as one, the notes and line breaks of it left out. */
const wordsOf = (tab: Tab) =>
  flat(tab.text.map((block) => block.replace(/^\w+:/, '')).join('')).replaceAll('N', '');
const base = (words: string) => words.replaceAll(/[\u4e00-\u9fff]/g, '');

const managerOf = (tab: Tab) =>
  (yUndoPluginKey.getState(tab.writer.state) as { undoManager: Y.UndoManager }).undoManager;

class Course {
  readonly line = new Line(content, () => 3);
  readonly tabs: Tab[];
  readonly said: { words: string; behind: string; who: number }[] = [];
  readonly #names = ['Ana', 'Beto', 'Carla'];

  constructor(ids: number[]) {
    this.tabs = ids.map((id, at) => this.line.open(this.#names[at]!, id));
  }

  async passes(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) await this.line.step();
  }

  /** One act after the other: everybody has seen what was before. */
  async play(course: readonly Act[]): Promise<this> {
    for (const [name, what, place = ''] of course) {
      await this.passes(PAUSE);
      const who = this.#names.indexOf(name);
      const tab = this.tabs[who]!;
      managerOf(tab).stopCapturing();
      if (what === 'undoes') tab.undo();
      else if (what === 'redoes') managerOf(tab).redo();
      else if (what === 'writes') {
        const words = sentence(who, this.said.length);
        this.said.push({ words: flat(words), behind: flat(place), who });
        tab.caret(place);
        for (const letter of words) {
          tab.type(letter);
          await this.line.step();
        }
      } else {
        tab.caret(place);
        tab.tries(ACTS[what]!);
      }
    }
    await this.line.settle(600);
    return this;
  }
}

describe('one person alone', () => {
  // What is undone and done again on the way leaves more pieces for Yjs to find its place among.
  test.each([
    ['four acts', 60, 4, PLACES, []],
    ['eight, some of them undone', 80, 8, INSIDE, ['undoes', 'undoes', 'redoes']],
  ])(
    'undoes all that they did, step by step, and nobody who looks on sees anything else: %s',
    async (_, runs, length, places, more) => {
      for (let run = 0; run < runs; run += 1) {
        const random = randomFrom(run * 7_919 + 13);
        const pick = <T>(among: readonly T[]) => among[Math.floor(random.next().value * among.length)]!;
        for (let skip = 0; skip < 5; skip += 1) random.next();
        const course = Array.from({ length }, (): Act => [
          'Ana',
          pick(['writes', ...Object.keys(ACTS), ...more]),
          pick(places),
        ]);
        const { line, tabs } = await new Course([22, 11]).play(course);
        const [ana, beto] = tabs as [Tab, Tab];
        const told = JSON.stringify(course);
        const asItWas = ana.text;
        expect(beto.text, told).toEqual(asItWas);
        let steps = 0;
        for (; steps < 20 && managerOf(ana).undoStack.length; steps += 1) {
          ana.undo();
          await line.settle(50);
        }
        await line.settle(600);
        expect([ana.text, beto.text], told).toEqual([AS_BEGUN, AS_BEGUN]);
        for (; steps > 0; steps -= 1) {
          managerOf(ana).redo();
          await line.settle(50);
        }
        expect(ana.text, told).toEqual(asItWas);
        expect(ana.passed, told).toBe(0);
      }
    },
  );

  test.each([
    'Ana split años., Ana heading medida, Ana undoes, Ana undoes',
    'Ana quotation plazo, Ana join medida, Ana undoes, Ana undoes',
    'Ana note secretaría, Ana join plazo, Ana undoes, Ana undoes',
    'Ana note presupuesto, Ana split años., Ana undoes, Ana undoes',
    'Ana writes gaceta., Ana split gaceta., Ana quotation secretaría, Ana undoes, Ana undoes, Ana undoes',
    'Ana break enero, Ana join plazo, Ana split años., Ana list secretaría, Ana undoes, Ana undoes, Ana undoes, Ana undoes',
    'Ana heading plazo, Ana break plazo, Ana undoes, Ana writes gaceta, Ana undoes, Ana undoes',
  ])('%s: as it was', async (course) => {
    const { tabs } = await new Course([22, 11]).play(acts(course));
    expect(tabs.map(({ text }) => text)).toEqual([AS_BEGUN, AS_BEGUN]);
  });

  test('takes back words before a note that was there, and takes them away again', async () => {
    const { line, tabs } = await new Course([22, 11]).play(acts('Beto note gaceta, Ana note enero'));
    const ana = tabs[0]!;
    const before = ana.text;
    managerOf(ana).stopCapturing();
    ana.caret('plazo');
    ana.writer.edit((tr) => tr.delete(tr.selection.from - 'plazo'.length, tr.selection.from));
    const without = ana.text;
    expect(without).not.toEqual(before);
    ana.undo();
    await line.settle();
    expect(ana.text).toEqual(before);
    managerOf(ana).redo();
    await line.settle();
    expect(tabs.map(({ text }) => text)).toEqual([without, without]);
  });
});

describe('what another has gone on with', () => {
  // What stays as it is where the step cannot be taken back, and what is in its place where it can.
  test.each([
    ['split gaceta., Beto note enero', ['p:…gaceta.', 'p: El presupuesto se revisa cada eneroN.']],
    ['quotation plazo, Beto note enero', ['bp:…eneroN.']],
    ['heading plazo, Beto split presupuesto', ['h:…presupuesto', 'h: se revisa cada enero.']],
    ['split años., Ana writes gaceta, Beto split presupuesto, Ana undoes', null],
    ['join medida, Ana writes presupuesto, Beto quotation enero, Ana undoes', null],
    ['note enero, Beto split años.', null],
    ['note secretaría, Ana heading plazo, Ana undoes, Beto writes gaceta.', null],
    ['note secretaría, Ana heading plazo, Ana undoes, Beto writes plazo', null],
    ['break enero, Beto split gaceta.', null],
    ['note enero, Beto break gaceta, Beto undoes', null],
    ['quotation enero, Beto join Tercero', null],
    ['heading plazo, Ana undoes, Ana redoes, Beto split gaceta.', null],
    ['heading plazo, Ana undoes, Ana redoes, Beto writes gaceta.', ['p:…enero.']],
    ['split gaceta., Ana writes medida, Ana undoes, Ana break gaceta., Beto quotation medida', null],
    ['split años., Ana list plazo, Beto heading presupuesto', null],
    ['quotation plazo, Beto writes gaceta., Ana quotation plazo, Ana undoes', null],
  ])('Ana %s, Ana undoes: all stands there once, in its order', async (course, blocks) => {
    for (const ids of [
      [11, 22],
      [22, 11],
    ]) {
      const { said, tabs } = await new Course(ids).play(acts(`Ana ${course}, Ana undoes`));
      const [ana, beto] = tabs as [Tab, Tab];
      expect(ana.text).toEqual(beto.text);
      const words = wordsOf(ana);
      expect(base(words)).toBe(flat(BEFORE + PARAGRAPH + BEHIND));
      for (const { words: written, behind, who } of said.filter((each) => each.who > 0)) {
        expect(words.split(written), `${who}`).toHaveLength(2);
        expect(base(words.split(written)[0]!).endsWith(behind), `${written} behind ${behind}`).toBe(true);
      }
      const between = ana.text.slice(1, -1);
      for (const [at, block] of (blocks ?? []).entries())
        expect(between[at]).toMatch(new RegExp(`^${block.replaceAll('.', '\\.').replace('…', '.*')}$`));
      if (blocks) expect(between).toHaveLength(blocks.length);
    }
  });

  test.each(['note gaceta', 'break gaceta', 'split gaceta', 'heading plazo', 'quotation plazo'])(
    'Ana %s, Beto and Carla write in it, Ana undoes: both stay where they wrote, and nothing empty is left',
    async (act) => {
      const course = `Ana ${act}, Beto writes presupuesto, Carla writes revisa, Ana undoes`;
      for (const ids of [
        [11, 22, 33],
        [33, 22, 11],
      ]) {
        const { said, tabs } = await new Course(ids).play(acts(course));
        const [beto, carla] = said.map(({ words }) => words);
        const all = PARAGRAPH.replace('presupuesto', `presupuesto${beto}`).replace(
          'revisa',
          `revisa${carla}`,
        );
        for (const { text } of tabs)
          expect(text.map(flat)).toEqual([`p:${BEFORE}`, `p:${all}`, `p:${BEHIND}`].map(flat));
      }
    },
  );
});

describe('nobody moves what another did having seen the rest', () => {
  test.each([
    ['Ana note plazo, Beto quotation gaceta, Ana split medida', ['bp:La medida', 'bp: tiene un plazoN de…']],
    ['Ana break plazo, Beto list gaceta, Ana split medida', ['lp:La medida', 'lp: tiene un plazo de…']],
    [
      'Beto list gaceta, Ana split años., Ana join medida',
      ['p:La medida tiene un plazo de dos años.', 'lp: Corresponde…'],
    ],
    [
      'Ana split secretaría, Ana list presupuesto, Beto split gaceta.',
      ['p:…secretaría', 'lp: publicarla en la gaceta.', 'lp: El presupuesto se…'],
    ],
    ['Ana note secretaría, Beto note secretaría', ['p:…secretaríaNN publicarla en…']],
    ['Ana break años., Beto note años.', ['p:…años.N Corresponde…']],
  ])('%s', async (course, blocks) => {
    const { tabs } = await new Course([22, 11]).play(acts(course));
    for (const { text } of tabs) {
      const between = text.slice(1, -1);
      expect(between).toHaveLength(blocks.length);
      for (const [at, block] of blocks.entries())
        expect(between[at]).toMatch(new RegExp(`^${block.replaceAll('.', '\\.').replaceAll('…', '[^]*')}$`));
    }
  });
});

test('of a heading that one divides while another makes the same heading, no part is gone', async () => {
  for (const ids of [
    [11, 22],
    [22, 11],
  ])
    for (const gap of [0, 2, 4, 8, 16]) {
      const course = new Course(ids);
      const [ana, beto] = course.tabs as [Tab, Tab];
      ana.press('plazo', heading);
      beto.press('gaceta', heading);
      await course.passes(gap);
      ana.press('secretaría', splitBlock);
      await course.line.settle(600);
      expect(base(wordsOf(ana)), `${ids}, ${gap}`).toBe(flat(BEFORE + PARAGRAPH + BEHIND));
      expect(beto.text).toEqual(ana.text);
    }
});

describe('what one undoes and takes again at once, while another’s words in it go along', () => {
  test.each(
    ['heading', 'list', 'quotation', 'split'].flatMap((act) =>
      ['presupuesto', 'medida'].map((place) => [act, place] as const),
    ),
  )('Ana %s secretaría, Beto writes %s, Ana undoes, Ana redoes', async (act, place) => {
    for (const ids of [
      [11, 22],
      [22, 11],
    ])
      for (const between of [1, 10, 30, 80, 210]) {
        const course = await new Course(ids).play(acts(`Ana ${act} secretaría, Beto writes ${place}`));
        const [ana] = course.tabs as [Tab, Tab];
        for (let count = 0; count < 2; count += 1) {
          ana.undo();
          await course.passes(between);
          managerOf(ana).redo();
          await course.passes(between);
        }
        await course.line.settle(600);
        const { words } = course.said[0]!;
        for (const tab of course.tabs) {
          expect(base(wordsOf(tab))).toBe(flat(BEFORE + PARAGRAPH + BEHIND));
          // In the moment in which the empty block goes, they may stand before the others.
          expect(wordsOf(tab)).toContain(between > 200 ? words : `${flat(place)}${words}`);
          expect(tab.text.map(flat)).not.toContain(expect.stringMatching(/^\w+:$/));
        }
      }
  });
});
