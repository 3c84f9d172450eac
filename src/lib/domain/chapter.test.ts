import { describe, expect, it } from 'vitest';
import { chapterLead, chapterName } from './chapter-input.ts';
import { chosenChapter, movedTo, type Chapter } from './chapter.ts';

const chapters: Chapter[] = ['a', 'b', 'c', 'd'].map((id, index) => ({
  id,
  position: index + 1,
  title: id.toUpperCase(),
  leadBodyId: null,
}));
const order = (moved: Chapter[]) => moved.map(({ id, position }) => `${id}${position}`).join(' ');

describe('movedTo', () => {
  it.each([
    ['a', 3, 'b1 c2 a3 d4'],
    ['d', 1, 'd1 a2 b3 c4'],
    ['b', 2, 'a1 b2 c3 d4'],
    ['a', 99, 'b1 c2 d3 a4'],
    ['c', -5, 'c1 a2 b3 d4'],
    ['z', 1, 'a1 b2 c3 d4'],
  ])('puts %s at %i', (id, place, expected) => {
    expect(order(movedTo(chapters, id, place))).toBe(expected);
  });

  it('leaves the list it was given as it is', () => {
    movedTo(chapters, 'a', 4);
    expect(order(chapters)).toBe('a1 b2 c3 d4');
  });
});

it('shows the first chapter when the address asks for none, or for one that is gone', () => {
  expect(chosenChapter(chapters, 'c')?.id).toBe('c');
  expect(chosenChapter(chapters, null)?.id).toBe('a');
  expect(chosenChapter(chapters, 'removed')?.id).toBe('a');
  expect(chosenChapter([], 'c')).toBeNull();
});

it('refuses titles without a letter or too long, and takes no mesa as an answer', () => {
  const chapter = '8f14e45f-ceea-467f-a0e6-0a0b0c0d0e0f';
  expect(chapterName.safeParse({ chapter, title: '   ' }).success).toBe(false);
  expect(chapterName.safeParse({ chapter, title: 'x'.repeat(201) }).success).toBe(false);
  expect(chapterName.parse({ chapter, title: '  Marco ' }).title).toBe('Marco');
  expect(chapterLead.safeParse({ chapter, body: '' }).success).toBe(true);
  expect(chapterLead.safeParse({ chapter, body: 'mesa' }).success).toBe(false);
});
