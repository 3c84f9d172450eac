import { deleteSelection, joinBackward } from '@tiptap/pm/commands';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { heading, Line, paragraph, randomFrom, type Tab } from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cell = (id: string, words: string) => ({ type: 'tableCell', content: [paragraph(id, words)] });
const content = {
  type: 'doc',
  content: [
    paragraph('a', 'El primer párrafo.'),
    paragraph('b', 'Hay sesenta municipios sin red de agua.'),
    {
      type: 'bulletList',
      content: [{ type: 'listItem', content: [paragraph('i', 'Uno de los puntos.')] }],
    },
    { type: 'table', content: [{ type: 'tableRow', content: [cell('x', '2004'), cell('y', '37')] }] },
    paragraph('c', 'El último párrafo.'),
  ],
};

/** Two tabs, on lines that take 10 to 60 ms one way. */
function two(run: number): { ana: Tab; beto: Tab; line: Line; chance: () => number } {
  const random = randomFrom(run * 7_919 + 13);
  const chance = () => random.next().value;
  const line = new Line(content, () => 1 + Math.floor(chance() * 6));
  const ids = run % 2 ? [11, 22] : [22, 11];
  return { ana: line.open('Ana', ids[0]!), beto: line.open('Beto', ids[1]!), line, chance };
}

/** What the block holds that somebody writes in. */
function selectBlock(tab: Tab, words: string): void {
  tab.writer.edit((tr) => {
    const $at = tr.doc.resolve(tab.writer.find(words));
    return tr.setSelection(TextSelection.create(tr.doc, $at.start(), $at.end()));
  });
}

const places = [
  ['the first paragraph', 'primer párrafo.', 'p:'],
  ['a paragraph', 'sin red de agua.', 'p:'],
  ['an item', 'de los puntos.', 'lp:'],
  ['a cell', '37', 'tp:'],
] as const;
const RUNS = 24;

test.each(places)(
  'whoever goes on in %s over all of which another writes does so behind it, with the whole word',
  async (_what, place, kind) => {
    for (let run = 0; run < RUNS; run += 1) {
      const { ana, beto, line, chance } = two(run);
      beto.caret(place);
      // Long enough for Ana to see how it begins.
      for (const letter of ' Lo dice') {
        beto.type(letter);
        await line.step();
      }
      await line.settle(320);
      selectBlock(ana, place);
      // What she writes may begin with the same letter as what stood there.
      const begin = run % 3 ? 'Esto' : ana.writer.state.selection.$from.parent.textContent[0]!;
      const [theirs, own] = [' también el censo.', `${begin} se escribe de nuevo.`];
      let [typed, written] = [0, 0];
      const begins = 2 + Math.floor(chance() * 10);
      for (let step = 0; step < 160; step += 1) {
        if (chance() < 0.4 && typed < theirs.length) beto.type(theirs[typed++]!);
        if (step >= begins && chance() < 0.4 && written < own.length) ana.type(own[written++]!);
        await line.step();
      }
      await line.settle(400);
      const where = `${run}: ${JSON.stringify(ana.text)}`;
      expect(beto.text, where).toEqual(ana.text);
      expect(ana.text, where).toContain(kind + own);
      // What Ana had seen of it she has replaced; what came later is in one place, behind it.
      const at = ana.text.indexOf(kind + own);
      const rest = ana.text[at + 1]!;
      expect(rest.startsWith(kind) && theirs.endsWith(rest.slice(kind.length)), where).toBe(true);
      expect(rest.slice(kind.length).length, where).toBeGreaterThan(theirs.length - begins - 8);
      // Of what goes he is told.
      expect(beto.lost.join('') + rest.slice(kind.length), where).toBe(` Lo dice${theirs}`);
      expect(ana.lost, where).toEqual([]);
    }
  },
);

test('whoever goes on in a paragraph that another empties and takes out keeps what they write in one piece', async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const { ana, beto, line, chance } = two(run);
    beto.caret('sin red de agua.');
    await line.step();
    selectBlock(ana, 'sin red de agua.');
    const words = ' Lo dice también el censo de este año.';
    let typed = 0;
    const [empties, removes] = [3 + Math.floor(chance() * 10), 16 + Math.floor(chance() * 20)];
    for (let step = 0; step < 160; step += 1) {
      if (chance() < 0.4 && typed < words.length) beto.type(words[typed++]!);
      if (step === empties) ana.tries(deleteSelection);
      if (step === removes) ana.tries(joinBackward);
      await line.step();
    }
    await line.settle(400);
    const where = `${run}: ${JSON.stringify(ana.text)} ${JSON.stringify(beto.lost)}`;
    expect(beto.text, where).toEqual(ana.text);
    // Behind the paragraph that it was joined to, or in one of their own.
    const [first, second, ...others] = ana.text;
    const piece = first === 'p:El primer párrafo.' ? second!.slice(2) : first!.slice(20);
    expect(words.endsWith(piece), where).toBe(true);
    expect(piece.length, where).toBeGreaterThan(words.length - empties);
    expect(beto.lost, where).toEqual([]);
    expect(others.join(''), where).not.toContain('año');
  }
});

test('whose new words another corrects, or makes a heading of, goes on in them', async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const { ana, beto, line } = two(run);
    beto.caret('El último párrafo.');
    beto.type(' Y diez comisarias');
    await line.settle(30);
    if (run % 3 === 0) ana.press('El último', heading);
    else {
      ana.caret('diez comisarias');
      const end = ana.writer.find('diez comisarias');
      ana.writer.edit((tr) => tr.insertText('diez comisarías', end - 15, end));
    }
    beto.type(' más');
    await line.settle(60);
    beto.type(' hoy.');
    await line.settle();
    const where = `${run}: ${JSON.stringify(ana.text)}`;
    expect(beto.text, where).toEqual(ana.text);
    expect(ana.text.at(-1)?.slice(2), where).toMatch(/^El último párrafo\. Y diez comisar[ií]as más hoy\.$/);
  }
});
