import { setBlockType } from '@tiptap/pm/commands';
import { wrapInList } from '@tiptap/pm/schema-list';
import type { Command } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { Line, randomFrom, type Tab } from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const content = {
  type: 'doc',
  content: [
    paragraph('a', 'Hay sesenta y ocho municipios sin red de agua. Faltan datos.'),
    paragraph('b', 'Otro párrafo del final.'),
  ],
};
const heading: Command = (state, dispatch) => {
  const { id } = state.selection.$head.parent.attrs as { id: string };
  return setBlockType(schema.nodes.heading!, { id, level: 2 })(state, dispatch);
};
const list = wrapInList(schema.nodes.bulletList!);

/** What two write, the one beside the other: as two would begin, alike. */
const SENTENCES: [string, string][] = [
  [' Se mide cada año.', ' También lo mide la Federación.'],
  [' Alegrías compartidas.', ' Alergias comprobadas.'],
  [' Se mide cada año.', ' Se mide dos veces.'],
];
const MOST_STEPS = 6;
const RUNS = 24;

const ways: [string, Command | null, Command | null][] = [
  ['a paragraph', null, null],
  ['a paragraph of which one of them makes a heading', heading, null],
  ['what they make of a paragraph, the one a heading and the other an item', heading, list],
  ['a heading that both make of a paragraph', heading, heading],
];

test.each(ways)(
  'two sentences that two write letter by letter at one place of %s stay two',
  async (_what, one, other) => {
    for (const place of ['datos.', 'agua.']) {
      for (const sentences of SENTENCES) {
        for (let run = 0; run < RUNS; run += 1) {
          const random = randomFrom(run * 7_919 + 13);
          const chance = () => random.next().value;
          const line = new Line(content, () => 1 + Math.floor(chance() * MOST_STEPS));
          const ids = run % 2 ? [11, 22] : [22, 11];
          const tabs = ['Ana', 'Beto'].map((name, at) => line.open(name, ids[at]!)) as [Tab, Tab];
          const typed = [0, 0];
          const begin = [5 + Math.floor(chance() * 4), 5 + Math.floor(chance() * 4)];
          for (const tab of tabs) tab.caret(place);
          for (let step = 1; step < 120; step += 1) {
            tabs.forEach((tab, at) => {
              const command = [one, other][at];
              if (step === begin[at] && command) tab.tries(command);
              const letter = sentences[at]![typed[at]!];
              if (step <= begin[at]! || !letter || chance() < 0.5) return;
              tab.type(letter);
              typed[at]! += 1;
            });
            await line.step();
          }
          await line.settle(600);
          const [text] = tabs.map((tab) => tab.text);
          const where = `«${place}», ${run}: ${JSON.stringify(text)}`;
          for (const tab of tabs) expect(tab.text, where).toEqual(text);
          const words = text!.join('');
          for (const sentence of sentences) expect(words.split(sentence).length, where).toBe(2);
          expect(
            tabs.map(({ lost }) => lost),
            where,
          ).toEqual([[], []]);
        }
      }
    }
  },
);
