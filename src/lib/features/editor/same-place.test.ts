import { wrapInList } from '@tiptap/pm/schema-list';
import type { Command } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Content } from '#lib/manuscript/content.ts';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { heading, Line, paragraph, randomFrom, type Tab } from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const content = {
  type: 'doc',
  content: [
    paragraph('a', 'Hay sesenta y ocho municipios sin red de agua. Faltan datos.'),
    paragraph('b', 'Otro párrafo del final.'),
  ],
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

/** Plays it some times: each types a sentence at the place, once they have made of it what they make. */
async function writeBoth(
  text: Content,
  place: string,
  sentences: readonly [string, string],
  one: Command | null = null,
  other: Command | null = null,
): Promise<void> {
  for (let run = 0; run < RUNS; run += 1) {
    const random = randomFrom(run * 7_919 + 13);
    const chance = () => random.next().value;
    const line = new Line(text, () => 1 + Math.floor(chance() * MOST_STEPS));
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
    const [read] = tabs.map((tab) => tab.text);
    const where = `«${place}», ${run}: ${JSON.stringify(read)}`;
    for (const tab of tabs) expect(tab.text, where).toEqual(read);
    const words = read!.join('');
    for (const sentence of sentences) expect(words.split(sentence).length, where).toBe(2);
    expect(
      tabs.map(({ lost }) => lost),
      where,
    ).toEqual([[], []]);
  }
}

const ways: [string, Command | null, Command | null][] = [
  ['a paragraph', null, null],
  ['a paragraph of which one of them makes a heading', heading, null],
  ['what they make of a paragraph, the one a heading and the other an item', heading, list],
  ['a heading that both make of a paragraph', heading, heading],
];

test.each(ways)(
  'two sentences that two write letter by letter at one place of %s stay two',
  async (_what, one, other) => {
    for (const place of ['datos.', 'agua.'])
      for (const sentences of SENTENCES) await writeBoth(content, place, sentences, one, other);
  },
);
const link = { type: 'link', attrs: { href: 'https://example.org/' } };
const texts: [string, object[], string][] = [
  ['an empty paragraph', [{ type: 'paragraph', attrs: { id: 'a' } }], ''],
  [
    'an empty item of a list',
    [
      {
        type: 'bulletList',
        attrs: { id: 'l' },
        content: [{ type: 'listItem', content: [{ type: 'paragraph', attrs: { id: 'a' } }] }],
      },
    ],
    '',
  ],
  [
    'a paragraph, behind a link',
    [
      {
        type: 'paragraph',
        attrs: { id: 'a' },
        content: [
          { type: 'text', text: 'Dice ' },
          { type: 'text', text: 'la ley', marks: [link] },
        ],
      },
    ],
    'la ley',
  ],
  [
    'a paragraph, behind a link and before more',
    [
      {
        type: 'paragraph',
        attrs: { id: 'a' },
        content: [
          { type: 'text', text: 'la ley', marks: [link] },
          { type: 'text', text: ' dice más.' },
        ],
      },
    ],
    'la ley',
  ],
  [
    'a paragraph, behind bold words',
    [
      {
        type: 'paragraph',
        attrs: { id: 'a' },
        content: [{ type: 'text', text: 'la ley', marks: [{ type: 'bold' }] }],
      },
    ],
    'la ley',
  ],
];

test.each(texts)('two who begin to write at once in %s write two sentences', async (_what, blocks, place) => {
  for (const sentences of SENTENCES)
    await writeBoth({ type: 'doc', content: blocks } as never, place, sentences);
});
