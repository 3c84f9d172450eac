import { splitBlock } from '@tiptap/pm/commands';
import { wrapInList } from '@tiptap/pm/schema-list';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
  type Tab,
  typing,
} from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const content = {
  type: 'doc',
  content: PARAGRAPHS,
};

/** What Ana puts into the paragraph: behind which words, in this order; `N` is a note, `/` a line break. */
const PUT: readonly Readonly<Record<string, string>>[] = [
  { gaceta: 'N' },
  { gaceta: '/' },
  { gaceta: 'N oficial' },
  { 'La medida': 'N' },
  { 'cada enero.': 'N' },
  { secretaría: 'N', gaceta: 'N' },
  { gaceta: 'N', secretaría: 'N' },
  { Corresp: 'DD', gaceta: 'N' },
  { 'La medida': 'N', presup: 'MM', Corresp: 'DD' },
  { 'La medida': 'N', 'cada enero.': ' Hasta entonces rige esto.' },
  { 'La medida': 'N', gaceta: 'N', 'cada enero.': 'N' },
];

const put = (ana: Tab, what: Readonly<Record<string, string>>) => {
  for (const [behind, all] of Object.entries(what)) {
    const [, sign, words] = /^([N/]?)(.*)$/u.exec(all)!;
    ana.caret(behind);
    if (sign) ana.tries(sign === 'N' ? note : lineBreak);
    if (words) ana.tries(typing(words));
  }
};
const all = (what: Readonly<Record<string, string>>) =>
  Object.entries(what).reduce(
    (text, [behind, words]) => text.replace(behind, behind + words.replace('/', '')),
    PARAGRAPH,
  );
const flat = (words: string) => words.replaceAll(' ', '');

/** Who was without a network while both were at it, and how many steps pass between the two. */
const TIMES = [
  ['at that moment', null, 0],
  ['while Ana is away', 'Ana', 100],
  ['away', 'Beto', 100],
  ['away, long after Ana has written', 'Beto', 2_000],
  ['away, and Ana has gone by the time', 'Beto', 2_000],
] as const;

async function play(
  [title, away, passes]: (typeof TIMES)[number],
  first: boolean,
  acts: [(ana: Tab) => void, (beto: Tab) => void],
) {
  const line = new Line(content, () => 3);
  // To Yjs the order of two who do something at once is that of their numbers.
  const ids = first ? [5, 11, 33] : [22, 11, 33];
  const [ana, beto, carla] = ids.map((id, at) => line.open(['Ana', 'Beto', 'Carla'][at]!, id)) as [
    Tab,
    Tab,
    Tab,
  ];
  const absent = away && { Ana: ana, Beto: beto }[away];
  absent?.goesAway();
  acts[0](ana);
  if (away === 'Beto') await line.settle(passes);
  acts[1](beto);
  if (away === 'Ana') await line.settle(passes);
  if (title.includes('gone')) ana.goesAway();
  absent?.comesBack();
  await line.settle(400);
  if (title.includes('gone')) ana.comesBack();
  await line.settle(600);
  const text = carla.text.map((block) => block.replace(/^\w+:/, ''));
  const told = `${title}, ${ids[0]}: ${JSON.stringify(text)}`;
  for (const tab of [ana, beto]) {
    expect(tab.text, told).toEqual(carla.text);
    expect(tab.lost, told).toEqual([]);
  }
  return { text, told };
}

const SPLITS = [['años.'], ['gaceta.'], ['años.', 'gaceta.'], ['gaceta.', 'años.']];

test.each(SPLITS.map((places) => [places.join(' and '), places] as const))(
  'what Ana puts into a paragraph goes along with its end when Beto presses Enter behind %s',
  async (_places, places) => {
    for (const time of TIMES)
      for (const isFirst of [true, false])
        for (const what of PUT) {
          const { text, told } = await play(time, isFirst, [
            (ana) => put(ana, what),
            (beto) => places.forEach((place) => beto.press(place, splitBlock)),
          ]);
          expect(text.length, told).toBe(3 + places.length);
          expect(flat(text.join('')), told).toBe(flat(BEFORE + all(what) + BEHIND));
          const first = PARAGRAPH.slice(0, PARAGRAPH.indexOf('años.') + 'años.'.length);
          if (places.includes('años.')) expect(text[1]!.replace('N', ''), told).toBe(first);
        }
  },
);

const list = wrapInList(schema.nodes.bulletList!);
const RESHAPED: [string, (beto: Tab) => void][] = [
  ['makes a heading of it', (beto) => beto.press('medida', heading)],
  ['makes a list of it', (beto) => beto.press('medida', list)],
];

test.each(RESHAPED)(
  'the end of a paragraph into which Ana puts something is there once when Beto %s',
  async (_what, reshape) => {
    for (const time of TIMES)
      for (const isFirst of [true, false])
        for (const what of PUT) {
          const { text, told } = await play(time, isFirst, [(ana) => put(ana, what), reshape]);
          // Of a note the words are kept, not their form.
          const words = flat(text.join(''));
          expect(words.replaceAll('N', ''), told).toBe(flat(BEFORE + all(what) + BEHIND).replaceAll('N', ''));
          expect(words.match(/N/gu), told).toEqual(all(what).match(/N/gu));
        }
  },
);

test('of the notes that two put into a paragraph at once each stands where it was put, and the end once', async () => {
  for (const time of TIMES)
    for (const isFirst of [true, false])
      for (const [hers, his] of [
        ['plazo', 'gaceta'],
        ['gaceta', 'plazo'],
        ['gaceta', 'gaceta'],
        ['cada enero.', 'plazo'],
        ['plazo', 'cada enero.'],
      ] as const) {
        const { text, told } = await play(time, isFirst, [
          (ana) => put(ana, { [hers]: 'N' }),
          (beto) => put(beto, { [his]: 'N' }),
        ]);
        expect(flat(text.join('')), told).toBe(
          flat(BEFORE + all({ [hers]: 'N' }).replace(his, `${his}N`) + BEHIND),
        );
      }
});

test('undoing brings back nothing that went on elsewhere, whoever undoes what first', async () => {
  const makeHeading = (tab: Tab) => {
    // It may be one already.
    tab.caret('medida');
    tab.tries(heading);
  };
  const ACTS: ((tab: Tab) => void)[] = [
    (tab) => tab.press('gaceta', note),
    (tab) => tab.press('plazo', note),
    (tab) => tab.press('años.', splitBlock),
    (tab) => tab.press('publicarla', splitBlock),
    makeHeading,
  ];
  for (const passes of [0, 5, 300])
    for (const first of ACTS)
      for (const second of ACTS)
        for (const who of [0, 1]) {
          const line = new Line(content, () => 3);
          const tabs = ['Ana', 'Beto'].map((name, at) => line.open(name, [22, 11][at]!));
          first(tabs[0]!);
          for (let step = 0; step < passes; step += 1) await line.step();
          second(tabs[1]!);
          await line.settle(300);
          vi.advanceTimersByTime(1_000);
          for (const each of [who, 1 - who]) {
            tabs[each]!.undo();
            await line.settle(300);
          }
          const told = `${passes}, ${ACTS.indexOf(first)}, ${ACTS.indexOf(second)}, ${who}: ${JSON.stringify(tabs[0]!.text)}`;
          const words = tabs[0]!.text.map((block) => block.replace(/^\w+:/, '')).join('');
          expect(flat(words).replaceAll('N', ''), told).toBe(flat(BEFORE + PARAGRAPH + BEHIND));
        }
});

test('who types on behind a note stays there when another presses Enter before it, or behind it', async () => {
  const words = ' palabras nuevas aquí';
  for (const place of ['años.', 'gaceta.', 'cada enero.'])
    for (const enter of ['plazo', 'secretaría', 'presupuesto'])
      for (const when of [0, 1, 3, 6, 12, 25]) {
        const line = new Line(content, () => 3);
        const [ana, beto, carla] = ['Ana', 'Beto', 'Carla'].map((name, at) =>
          line.open(name, [22, 11, 33][at]!),
        ) as [Tab, Tab, Tab];
        ana.press(place, note);
        for (let step = 0; step < 90; step += 1) {
          if (step % 3 === 0 && step / 3 < words.length) ana.type(words[step / 3]!);
          if (step === when) beto.press(enter, splitBlock);
          await line.step();
        }
        await line.settle(600);
        const text = carla.text.map((block) => block.replace(/^\w+:/, '')).join('');
        const told = `${place} ${enter} ${when}: ${JSON.stringify(carla.text)}`;
        expect(flat(text), told).toBe(flat(BEFORE + PARAGRAPH.replace(place, `${place}N${words}`) + BEHIND));
        expect(ana.lost, told).toEqual([]);
      }
});
