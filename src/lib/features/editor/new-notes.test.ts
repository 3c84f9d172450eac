import type { Mark } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import { wrapInList } from '@tiptap/pm/schema-list';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { heading, Line, noteOf, PARAGRAPHS, type Tab } from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** So many steps after it was put in everybody has long had it. */
const LONG = 1_200;
/** So many, everybody has it, and might yet be somebody whom it had not reached. */
const SEEN = 300;

const reshapes: [string, Command][] = [
  ['a heading', heading],
  ['a list', wrapInList(schema.nodes.bulletList!)],
];
/** What the notes say, and the text blocks that are none. */
function told({ writer }: Tab) {
  const [notes, blocks] = [[] as string[], [] as string[]];
  writer.state.doc.descendants((node) => {
    if (node.type.name === 'footnote') notes.push(node.textContent);
    else if (node.isTextblock) blocks.push(node.children.map(({ text }) => text ?? '').join(''));
  });
  return { notes, blocks };
}
const WORDS = PARAGRAPHS.map(({ content }) => content[0]!.text);

describe.each(reshapes)('of a paragraph with a note another makes %s', (_, reshape) => {
  const play = async (first: string, second: string, seen: number, mark?: Mark) => {
    const line = new Line({ type: 'doc', content: PARAGRAPHS }, () => 15);
    const [ana, beto] = [line.open('Ana', 22), line.open('Beto', 11)];
    ana.press('presupuesto', noteOf(first));
    await line.settle(LONG);
    ana.press('dos años', noteOf(second, mark));
    for (let step = 0; step < seen; step += 1) await line.step();
    beto.press('secretaría', reshape);
    await line.settle(LONG);
    expect(told(beto)).toEqual(told(ana));
    return told(ana);
  };

  test.each([
    ['INEGI, Censo de 2020.', 'INEGI, Encuesta de 2021.'],
    ['Constitución, art. 1.', 'Constitución, art. 12.'],
    ['Nota A19visita19.', 'Nota A81ruta81.'],
    ['Ibid., p. 3.', 'Ibid., p. 3.'],
  ])('a new one («%s»; «%s») that they had not seen does not go into the other', async (first, second) => {
    const { notes, blocks } = await play(first, second, 0);
    expect(notes).toEqual([first]);
    expect(blocks.toSorted()).toEqual([...WORDS, second].toSorted());
  });

  test('a new one in italics that they had not seen does not go into the other', async () => {
    const { notes, blocks } = await play(
      'INEGI 2020.',
      'INEGI 2021, tabla 4.',
      0,
      schema.marks.italic!.create(),
    );
    expect(notes).toEqual(['INEGI 2020.']);
    expect(blocks.toSorted()).toEqual([...WORDS, 'INEGI 2021, tabla 4.'].toSorted());
  });

  test('what was added to one that they had seen goes along', async () => {
    const line = new Line({ type: 'doc', content: PARAGRAPHS }, () => 15);
    const [ana, beto] = [line.open('Ana', 22), line.open('Beto', 11)];
    ana.press('enero.', noteOf('Ibid.'));
    for (let step = 0; step < SEEN; step += 1) await line.step();
    ana.caret('Ibid.');
    ana.type(', p. 3');
    beto.press('secretaría', reshape);
    await line.settle(LONG);
    for (const tab of [ana, beto]) expect(told(tab)).toEqual({ notes: ['Ibid., p. 3'], blocks: WORDS });
  });

  test('one that says what the other does, and that they had seen, stands there once', async () => {
    const { notes, blocks } = await play('Ibid., p. 3.', 'Ibid., p. 3.', SEEN);
    expect({ notes, blocks }).toEqual({ notes: ['Ibid., p. 3.', 'Ibid., p. 3.'], blocks: WORDS });
  });
});
