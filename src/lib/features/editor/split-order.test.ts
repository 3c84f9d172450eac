import { splitBlock } from '@tiptap/pm/commands';
import { splitListItem } from '@tiptap/pm/schema-list';
import type { Command } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import {
  BEFORE,
  BEHIND,
  Line,
  PARAGRAPH,
  PARAGRAPHS,
  type Tab,
  takeSpace,
  typing,
} from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const items = PARAGRAPHS.map((each) => ({ type: 'listItem', content: [each] }));
const splitItem = splitListItem(schema.nodes.listItem!);

const KINDS: [string, object[], Command][] = [
  ['paragraphs', PARAGRAPHS, splitBlock],
  ['a list', [{ type: 'bulletList', content: items }], splitItem],
  ['a quotation', [{ type: 'blockquote', content: PARAGRAPHS }], splitBlock],
];
const open = (content: object[], first: number) => {
  const line = new Line({ type: 'doc', content } as never, () => 3);
  // To Yjs the order of two who put something behind the same block is that of their numbers.
  const [ana, beto, carla] = [first, 11, 33].map((id, at) =>
    line.open(['Ana', 'Beto', 'Carla'][at]!, id),
  ) as [Tab, Tab, Tab];
  return { line, ana, beto, carla };
};
const wordsOf = (tab: Tab) => tab.text.map((block) => block.replace(/^\w+:/, ''));
const flat = (words: readonly string[]) => words.join('').replaceAll(' ', '');

/** Who was without a network meanwhile, and how many steps pass between the two. */
const TIMES = [
  [null, 0],
  [null, 2],
  ['Ana', 200],
  ['Beto', 100],
  ['Beto', 2_000],
] as const;

test.each(KINDS)(
  'in %s what Ana writes on behind a paragraph stays behind both halves when Beto splits it at that moment, or away',
  async (_kind, content, enter) => {
    for (const [away, passes] of TIMES)
      for (const places of [['años.'], ['años.', 'gaceta.'], ['gaceta.', 'años.']])
        for (const [first, isSpaceTaken] of [
          [5, false],
          [22, false],
          [5, true],
          [22, true],
        ] as const) {
          const { line, ana, beto, carla } = open(content, first);
          const absent = away && { Ana: ana, Beto: beto }[away];
          absent?.goesAway();
          ana.caret('cada enero.');
          ana.type(' Así queda.');
          for (const words of ['Uno más.', 'Otro más.']) {
            ana.tries(enter);
            ana.type(words);
          }
          if (away !== 'Ana') for (let step = 0; step < passes; step += 1) await line.step();
          for (const place of places) {
            beto.press(place, enter);
            if (isSpaceTaken) beto.tries(takeSpace);
          }
          beto.press('presup', typing('--'));
          await line.settle(200);
          absent?.comesBack();
          await line.settle(200);
          // She goes on where she was.
          ana.type(' Y sigue.');
          await line.settle(600);
          const told = `${away}, ${passes}, ${places.join()}, ${first}: ${JSON.stringify(wordsOf(carla))}`;
          const written = [
            PARAGRAPH.replace('presup', 'presup--'),
            ' Así queda.',
            'Uno más.',
            'Otro más. Y sigue.',
          ];
          expect(flat(wordsOf(carla)), told).toBe(flat([BEFORE, ...written, BEHIND]));
          expect(wordsOf(carla).length, told).toBe(5 + places.length);
          for (const tab of [ana, beto]) expect(tab.text, told).toEqual(carla.text);
        }
  },
);

test('a paragraph that Ana and Beto split at different places is divided in three, once', async () => {
  for (const [away, passes] of TIMES)
    for (const [hers, his] of [
      ['gaceta.', 'años.'],
      ['años.', 'gaceta.'],
      ['plazo', 'cada'],
    ] as const)
      for (const first of [5, 22]) {
        const { line, ana, beto, carla } = open(PARAGRAPHS, first);
        const absent = away && { Ana: ana, Beto: beto }[away];
        absent?.goesAway();
        ana.press(hers, splitBlock);
        ana.type('Ana. ');
        if (away !== 'Ana') for (let step = 0; step < passes; step += 1) await line.step();
        try {
          beto.press(his, splitBlock);
        } catch {
          continue;
        }
        beto.press('revis', typing('--'));
        await line.settle(200);
        absent?.comesBack();
        await line.settle(600);
        const told = `${away}, ${passes}, ${hers}, ${his}, ${first}: ${JSON.stringify(wordsOf(carla))}`;
        const written = PARAGRAPH.replace(hers, `${hers}Ana. `).replace('revis', 'revis--');
        expect(flat(wordsOf(carla)), told).toBe(flat([BEFORE, written, BEHIND]));
        expect(wordsOf(carla).length, told).toBe(5);
        for (const tab of [ana, beto]) expect(tab.text, told).toEqual(carla.text);
      }
});

test('where both have split it at one place and typed on, the end is there once, also when one of them was away', async () => {
  for (const [away] of TIMES)
    for (const first of [5, 22]) {
      const { line, ana, beto, carla } = open(PARAGRAPHS, first);
      const absent = away && { Ana: ana, Beto: beto }[away];
      absent?.goesAway();
      ana.press('años.', splitBlock);
      ana.press('presup', typing('AA'));
      beto.press('años.', splitBlock);
      beto.press('revisa', typing('BB'));
      await line.settle(200);
      absent?.comesBack();
      await line.settle(700);
      const told = `${away}, ${first}: ${JSON.stringify(wordsOf(carla))}`;
      const written = PARAGRAPH.replace('presup', 'presupAA').replace('revisa', 'revisaBB');
      expect(flat(wordsOf(carla)), told).toBe(flat([BEFORE, written, BEHIND]));
    }
});

test('a paragraph that Ana begins beside a half of Beto’s, or makes of a part of it, is no copy of that', async () => {
  for (const at of ['años.', 'gaceta.', 'enero.'])
    for (const thinks of [0, 80])
      for (const first of [5, 22]) {
        const { line, ana, beto, carla } = open(PARAGRAPHS, first);
        beto.press('años.', splitBlock);
        await line.settle();
        ana.press(at, splitBlock);
        for (let step = 0; step < thinks; step += 1) await line.step();
        for (const letter of 'Nuevo párrafo.') {
          ana.type(letter);
          await line.step();
        }
        await line.settle(600);
        const told = `${at}, ${thinks}, ${first}: ${JSON.stringify(wordsOf(carla))}`;
        const written = PARAGRAPH.replace(at, `${at}Nuevo párrafo.`);
        expect(flat(wordsOf(carla)), told).toBe(flat([BEFORE, written, BEHIND]));
        expect(wordsOf(carla).length, told).toBe(5);
      }
});
