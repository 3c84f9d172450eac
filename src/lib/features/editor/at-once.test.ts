import { joinBackward, splitBlock, wrapIn } from '@tiptap/pm/commands';
import { wrapInList } from '@tiptap/pm/schema-list';
import { type Command, TextSelection } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { heading, Line, paragraph, randomFrom, type Tab } from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const content = {
  type: 'doc',
  content: [
    paragraph('z', 'Antes de todo esto.'),
    paragraph('a', 'Primera parte del texto. Segunda parte que sigue.'),
    paragraph('b', 'Otro párrafo del final.'),
  ],
};
const LENGTH = content.content.map(({ content: [text] }) => text!.text).join('').length;

const list = wrapInList(schema.nodes.bulletList!);
const quotation = wrapIn(schema.nodes.blockquote!);
const join: Command = (state, dispatch) =>
  joinBackward(
    state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.selection.$head.start()))),
    dispatch,
  );

type Act = [step: number, act: () => void];
/** What happens at which step while Carla types. */
type Scene = (ana: Tab, beto: Tab, carla: Tab) => Act[];

const away = (tab: Tab, from: number, back: number, ...acts: (() => void)[]): Act[] => [
  [from, () => tab.goesAway()],
  ...acts.map((act, at): Act => [from + 1 + at, act]),
  [back, () => tab.comesBack()],
];
const cut = (tab: Tab) => tab.press('texto.', splitBlock);
const remove = (tab: Tab) =>
  tab.press('Prim', ({ selection: { $head }, tr }, dispatch) => {
    dispatch?.(tr.delete($head.before(), $head.after()));
    return true;
  });
const typing =
  (words: string): Command =>
  ({ tr }, dispatch) => {
    dispatch?.(tr.insertText(words));
    return true;
  };
const make = (tab: Tab, command: Command) => tab.press('Prim', command);

const scenes: [string, Scene][] = [
  [
    'splits it and makes a heading of the first half, away',
    (ana) =>
      away(
        ana,
        5,
        60,
        () => cut(ana),
        () => make(ana, heading),
      ),
  ],
  [
    'splits it and makes items of both halves, away',
    (ana) =>
      away(
        ana,
        5,
        60,
        () => cut(ana),
        () => ana.press('Segun', list),
        () => make(ana, list),
      ),
  ],
  [
    'splits it and joins the halves again, away',
    (ana) =>
      away(
        ana,
        5,
        60,
        () => cut(ana),
        () => ana.press('Segun', join),
      ),
  ],
  ['joins it to the one before', (ana) => [[20, () => make(ana, join)]]],
  ['joins it to the one before, away', (ana) => away(ana, 5, 60, () => make(ana, join))],
  [
    'and another make a heading and an item of it',
    (ana, beto) => [
      [20, () => make(ana, heading)],
      [21, () => make(beto, list)],
    ],
  ],
  [
    'and another make a quotation and an item of it',
    (ana, beto) => [
      [20, () => make(ana, quotation)],
      [21, () => make(beto, list)],
    ],
  ],
  [
    'and another make a heading of it',
    (ana, beto) => [
      [20, () => make(ana, heading)],
      [21, () => make(beto, heading)],
    ],
  ],
  [
    'makes a heading of it, away, and another an item',
    (ana, beto) => [...away(ana, 5, 60, () => make(ana, heading)), [30, () => make(beto, list)]],
  ],
  [
    'and another make a heading and an item of it, both away',
    (ana, beto) => [
      ...away(ana, 5, 60, () => make(ana, heading)),
      ...away(beto, 6, 70, () => make(beto, list)),
    ],
  ],
  [
    'splits it, and another makes a heading of all of it',
    (ana, beto) => [
      [20, () => cut(ana)],
      [21, () => make(beto, heading)],
    ],
  ],
  [
    'splits it, away, and another makes a heading of all of it',
    (ana, beto) => [...away(ana, 5, 60, () => cut(ana)), [30, () => make(beto, heading)]],
  ],
  [
    'and another split it at one place',
    (ana, beto) => [
      [20, () => cut(ana)],
      [21, () => cut(beto)],
    ],
  ],
  [
    'splits it and makes a heading of the first half, while Carla is away',
    (ana, _beto, carla) => [...away(carla, 5, 60), [20, () => cut(ana)], [24, () => make(ana, heading)]],
  ],
  [
    'joins it to the one before, while Carla is away',
    (ana, _beto, carla) => [...away(carla, 5, 60), [20, () => make(ana, join)]],
  ],
  [
    'joins it to the one before, and another makes a heading of it',
    (ana, beto) => [
      [20, () => make(ana, join)],
      [21, () => make(beto, heading)],
    ],
  ],
  [
    'joins it to the one before, away, and another makes a heading of it',
    (ana, beto) => [...away(ana, 5, 60, () => make(ana, join)), [30, () => make(beto, heading)]],
  ],
  [
    'joins it to the one before, and another, away, makes a heading of it',
    (ana, beto) => [...away(beto, 5, 60, () => make(beto, heading)), [30, () => make(ana, join)]],
  ],
  [
    'splits it and makes a quotation of the end, away, and another splits it',
    (ana, beto) => [
      ...away(
        ana,
        5,
        60,
        () => cut(ana),
        () => ana.press('Segun', quotation),
      ),
      [30, () => cut(beto)],
    ],
  ],
  [
    'splits it and makes a heading of the beginning, away, and another an item of all of it',
    (ana, beto) => [
      ...away(
        ana,
        5,
        60,
        () => cut(ana),
        () => make(ana, heading),
      ),
      [30, () => make(beto, list)],
    ],
  ],
  [
    'makes a heading of it, away, and another a quotation, while Carla is away',
    (ana, beto, carla) => [
      ...away(carla, 3, 50),
      ...away(ana, 5, 60, () => make(ana, heading)),
      [30, () => make(beto, quotation)],
    ],
  ],
  [
    'makes a heading of it and undoes that',
    (ana) => [
      [15, () => make(ana, heading)],
      [60, () => ana.undo()],
    ],
  ],
  [
    'makes an item of it and undoes that',
    (ana) => [
      [15, () => make(ana, list)],
      [60, () => ana.undo()],
    ],
  ],
  [
    'splits it and undoes that',
    (ana) => [
      [15, () => cut(ana)],
      [60, () => ana.undo()],
    ],
  ],
  [
    'joins it to the one before and undoes that',
    (ana) => [
      [15, () => make(ana, join)],
      [60, () => ana.undo()],
    ],
  ],
];

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const STEPS = 110;
const RUNS = 4;
/** A message takes ten to sixty milliseconds. */
const MOST_STEPS = 6;

/** What Carla types behind some words, letter by letter, while a scene goes on; and the tabs when all is over. */
async function play(scene: Scene, place: string, run: number) {
  const random = randomFrom(run * 7_919 + 13);
  const chance = () => random.next().value;
  const line = new Line(content, () => 1 + Math.floor(chance() * MOST_STEPS));
  const ids = run % 2 ? [11, 22, 33] : [33, 22, 11];
  const tabs = ['Ana', 'Beto', 'Carla'].map((name, at) => line.open(name, ids[at]!));
  const [ana, beto, carla] = tabs as [Tab, Tab, Tab];
  const acts = scene(ana, beto, carla);
  carla.caret(place);
  let typed = '';
  for (let step = 1; step < STEPS; step += 1) {
    for (const [at, act] of acts) if (at === step) act();
    if (step % 2 && typed.length < LETTERS.length && chance() < 0.8) {
      carla.type(LETTERS[typed.length]!);
      typed += LETTERS[typed.length]!;
    }
    await line.step();
  }
  await line.settle();
  return { tabs, carla, typed };
}

const PLACES = ['sigue.', 'Segunda parte', 'Primera parte del texto.', 'Primera parte'];

test.each(scenes)(
  'what Carla types into a paragraph stands there, whole and once, and the paragraph too, when Ana %s',
  async (_title, scene) => {
    for (const place of PLACES) {
      for (let run = 0; run < RUNS; run += 1) {
        const { tabs, carla, typed } = await play(scene, place, run);
        const [text] = tabs.map((tab) => tab.text);
        const where = `«${place}», ${run}: ${JSON.stringify(text)}`;
        for (const tab of tabs) expect(tab.text, where).toEqual(text);
        const words = text!.map((block) => block.replace(/^\w+:/, ''));
        expect(words.filter((block) => block.includes(typed)).length, where).toBe(1);
        expect(words.join('').length, where).toBe(LENGTH + typed.length);
        expect(carla.lost, where).toEqual([]);
      }
    }
  },
);

test('what Carla types while Ana, who is away, removes the paragraph is kept where it stood, and goes on there', async () => {
  const scene: Scene = (ana) => away(ana, 5, 60, () => remove(ana));
  for (const place of PLACES) {
    const { tabs, carla, typed } = await play(scene, place, 0);
    for (const tab of tabs)
      expect(tab.text).toEqual(['p:Antes de todo esto.', `p:${typed}`, 'p:Otro párrafo del final.']);
    expect(carla.lost).toEqual([]);
  }
});

test('a paragraph that Ana, away, joins to one of which another makes a heading stays in the text', async () => {
  const scene: Scene = (ana, beto) => [
    ...away(ana, 5, 60, () => ana.press('Otro', join)),
    [30, () => make(beto, heading)],
  ];
  for (const place of PLACES) {
    for (let run = 0; run < RUNS; run += 1) {
      const { tabs, typed } = await play(scene, place, run);
      for (const tab of tabs) {
        const [, text] = tab.text;
        expect(text).toContain('Otro párrafo del final.');
        expect(text!.length).toBe('h:'.length + LENGTH - 'Antes de todo esto.'.length + typed.length);
        expect(tab.lost).toEqual([]);
      }
    }
  }
});

test.each([
  ['at once', false],
  ['one of them away', true],
])('two sentences that two write to what they make of one paragraph stay two (%s)', async (_when, isAway) => {
  for (const ids of [
    [11, 22],
    [22, 11],
  ]) {
    const line = new Line(content, () => 3);
    const [ana, beto] = ['Ana', 'Beto'].map((name, at) => line.open(name, ids[at]!)) as [Tab, Tab];
    if (isAway) ana.goesAway();
    make(ana, heading);
    ana.press('sigue.', typing(' Alegrías compartidas.'));
    if (isAway) await line.settle();
    make(beto, list);
    beto.press('sigue.', typing(' Alergias comprobadas.'));
    if (isAway) {
      await line.settle();
      ana.comesBack();
    }
    await line.settle(600);
    for (const { text, lost } of [ana, beto]) {
      const words = text.join('');
      for (const sentence of [' Alegrías compartidas.', ' Alergias comprobadas.', 'Primera parte'])
        expect(words.split(sentence).length, words).toBe(2);
      expect(lost).toEqual([]);
    }
    expect(ana.text).toEqual(beto.text);
  }
});

test('what two type at the end of a paragraph that one of them has joined to another is kept', async () => {
  const line = new Line(content, () => 3);
  const [ana, beto] = ['Ana', 'Beto'].map((name, at) => line.open(name, [11, 22][at]!)) as [Tab, Tab];
  for (const tab of [ana, beto]) tab.goesAway();
  make(ana, join);
  ana.press('sigue.', typing(' Lo que sigue de Ana.'));
  beto.press('sigue.', typing(' Algo más de Beto.'));
  ana.comesBack();
  await line.settle();
  beto.comesBack();
  await line.settle(600);
  expect(ana.text).toEqual(beto.text);
  for (const sentence of [' Lo que sigue de Ana.', ' Algo más de Beto.'])
    expect(ana.text.join('').split(sentence).length, ana.text.join('')).toBe(2);
  expect([ana.lost, beto.lost]).toEqual([[], []]);
});

const both = ' Dos. Carla otra cosa. Tres. Beto otra frase.';
test.each([
  ['before it', 'Uno.', [splitBlock], ['p:Uno.', `p:${both}`]],
  ['before it and takes that back', 'Uno.', [splitBlock, joinBackward], [`p:Uno.${both}`]],
  [
    'before it, takes that back and presses it again',
    'Uno.',
    [splitBlock, joinBackward, splitBlock],
    ['p:Uno.', `p:${both}`],
  ],
  ['twice before it', 'Uno.', [splitBlock, splitBlock], ['p:Uno.', 'p:', `p:${both}`]],
  ['at its beginning', '', [splitBlock], ['p:', `p:Uno.${both}`]],
  ['twice at its beginning', '', [splitBlock, splitBlock], ['p:', 'p:', `p:Uno.${both}`]],
])(
  'what two type in a paragraph stands in it once when Ana presses Enter %s',
  async (_what, behind, keys, result) => {
    for (const [most, between] of [
      [2, 30],
      [7, 30],
      [10, 60],
    ] as const) {
      for (let run = 0; run < 10; run += 1) {
        const random = randomFrom(run * 7_919 + 13);
        const chance = () => random.next().value;
        const line = new Line(
          { type: 'doc', content: [paragraph('a', 'Uno. Dos. Tres.'), paragraph('b', 'Cierre.')] },
          () => 1 + Math.floor(chance() * most),
        );
        const ids = run % 2 ? [11, 22, 33] : [33, 22, 11];
        const tabs = ['Ana', 'Beto', 'Carla'].map((name, at) => line.open(name, ids[at]!));
        const [ana, beto, carla] = tabs as [Tab, Tab, Tab];
        if (behind) ana.caret(behind);
        else ana.writer.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, 1)));
        beto.caret('Tres.');
        carla.caret('Dos.');
        const presses = keys.map((key, at) => [20 + at * between, key] as const);
        const written: [Tab, string[]][] = [
          [beto, [...' Beto otra frase.']],
          [carla, [...' Carla otra cosa.']],
        ];
        for (let step = 1; step < 300; step += 1) {
          for (const [at, key] of presses) if (step === at) expect(ana.tries(key)).toBe(true);
          for (const [tab, letters] of written)
            if (step > 10 && letters.length && chance() < 0.15) tab.type(letters.shift()!);
          await line.step();
        }
        await line.settle(600);
        for (const { text, lost } of tabs) {
          expect(text, `${most}, ${between}, ${run}`).toEqual([...result, 'p:Cierre.']);
          expect(lost).toEqual([]);
        }
      }
    }
  },
);

test('what Carla types at the end of a paragraph stays together when Ana joins the next one to it', async () => {
  for (const ids of [
    [11, 22],
    [22, 11],
  ]) {
    for (let run = 0; run < 20; run += 1) {
      const random = randomFrom(run * 7_919 + 13);
      const chance = () => random.next().value;
      const line = new Line(content, () => 1 + Math.floor(chance() * 10));
      const [ana, carla] = ['Ana', 'Carla'].map((name, at) => line.open(name, ids[at]!)) as [Tab, Tab];
      carla.caret('sigue.');
      const letters = [...' Escribe sin parar.'];
      for (let step = 1; step < 200; step += 1) {
        if (step === 40) ana.press('Otro', join);
        if (letters.length && chance() < 0.25) carla.type(letters.shift()!);
        await line.step();
      }
      await line.settle();
      for (const { text, lost } of [ana, carla]) {
        expect(text[1], `${run}`).toBe(
          'p:Primera parte del texto. Segunda parte que sigue. Escribe sin parar.Otro párrafo del final.',
        );
        expect(lost).toEqual([]);
      }
    }
  }
});

test('of what three people type in fifty random courses each letter is in the text or shown to its author', async () => {
  const commands = [splitBlock, join, heading, list, quotation];
  for (let round = 0; round < 50; round += 1) {
    const random = randomFrom(round * 7_919 + 13);
    const chance = () => random.next().value;
    const line = new Line(content, () => 1 + Math.floor(chance() * MOST_STEPS));
    const tabs = [11, 22, 33].map((id, at) => line.open(['Ana', 'Beto', 'Carla'][at]!, id));
    const typed: string[] = [];
    const acts: [likely: number, act: (tab: Tab) => void][] = [
      [
        0.3,
        (tab) => {
          // Each letter once, so that it can be found again.
          const letter = String.fromCodePoint(0x4e00 + typed.length);
          typed.push(letter);
          tab.type(letter);
        },
      ],
      [0.02, (tab) => tab.goTo(chance())],
      [0.015, (tab) => void tab.tries(commands[Math.floor(chance() * commands.length)]!)],
      [0.005, (tab) => tab.connected && tab.goesAway()],
      [0.02, (tab) => !tab.connected && tab.comesBack()],
    ];
    for (let step = 0; step < STEPS; step += 1) {
      for (const tab of tabs) {
        let at = chance();
        acts.find(([likely]) => (at -= likely) < 0)?.[1](tab);
      }
      await line.step();
    }
    for (const tab of tabs) if (!tab.connected) tab.comesBack();
    await line.settle(600);
    const [text] = tabs.map((tab) => tab.text);
    for (const tab of tabs) expect(tab.text, `${round}`).toEqual(text);
    const found = text!.concat(tabs.flatMap(({ lost }) => lost)).join('');
    expect(
      typed.filter((letter) => !found.includes(letter)),
      `${round}: ${JSON.stringify(text)}`,
    ).toEqual([]);
    // Nothing is said of what others had written: it stands.
    const theirs = text!.map((block) => block.replace(/^\w+:/, '')).join('');
    expect(theirs.replaceAll(/[\u4e00-\u9fff]/g, '').length).toBeGreaterThanOrEqual(LENGTH);
  }
});
