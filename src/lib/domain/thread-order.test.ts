import { describe, expect, it } from 'vitest';
import { type CommentThread, newThread } from './comment-thread.ts';
import { inTextOrder, unresolvedByChapter } from './thread-order.ts';

const author = { name: 'Sociedad civil', organization: 'Red', sector: 'civil_society' as const, mine: false };
const thread = (id: string, more: Partial<CommentThread> = {}): CommentThread => ({
  id,
  chapterId: 'one',
  anchor: { block: 'b', quote: { exact: 'x', prefix: '', suffix: '' }, position: { start: 0, end: 1 } },
  quote: 'x',
  visibility: 'arrangement',
  audienceSector: null,
  status: 'open',
  detached: false,
  createdAt: `2026-01-0${id}`,
  resolvedAt: null,
  resolvedByName: null,
  author,
  abilities: { reply: true, replyAs: [], resolve: true, needsAnswer: false },
  readings: null,
  comments: [],
  ...more,
});

it('counts open threads by chapter and leaves resolved ones out', () => {
  const threads = [
    thread('1'),
    thread('2', { chapterId: 'two' }),
    thread('3', { status: 'resolved' }),
    thread('4'),
  ];
  expect(unresolvedByChapter(threads)).toEqual({ one: 2, two: 1 });
});

it('orders by place, and by date where there is none', () => {
  const places = new Map([
    ['3', { top: 10 }],
    ['1', { top: 500 }],
    ['4', null],
  ]);
  expect(
    inTextOrder([thread('4'), thread('2'), thread('1'), thread('3')], places).map(({ id }) => id),
  ).toEqual(['3', '1', '2', '4']);
});

describe('newThread', () => {
  const chapter = '00000000-0000-4000-8000-000000000001';
  it('reads the anchor from its JSON', () => {
    const read = newThread.parse({
      chapter,
      anchor: JSON.stringify(thread('1').anchor),
      body: ' Falta la fuente. ',
      visibility: 'sector',
    });
    expect(read).toMatchObject({
      anchor: { block: 'b' },
      body: 'Falta la fuente.',
      visibility: 'sector',
    });
  });
  it.each([
    ['an anchor that is no JSON', { anchor: '{', body: 'x' }],
    ['an anchor without a quote', { anchor: '{"block":"b"}', body: 'x' }],
    ['nothing said', { anchor: JSON.stringify(thread('1').anchor), body: '   ' }],
    ['too much said', { anchor: JSON.stringify(thread('1').anchor), body: 'x'.repeat(5001) }],
  ])('refuses %s', (_what, fields) => {
    expect(newThread.safeParse({ chapter, visibility: 'arrangement', ...fields }).success).toBe(false);
  });
  it('tells nobody what was not said to be for them', () => {
    const said = { chapter, anchor: JSON.stringify(thread('1').anchor), body: 'x' };
    expect(newThread.safeParse({ ...said, visibility: 'office' }).success).toBe(true);
    expect(newThread.safeParse(said).error?.issues.map(({ path }) => path)).toEqual([['visibility']]);
  });
});
