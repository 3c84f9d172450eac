import { expect, it, vi } from 'vitest';
import { listThreads } from './list-threads.server.ts';

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
const author = { name: 'Organización civil', organization: 'Red', sector: 'civil_society', mine: true };
const row = (last: number, more: object = {}) => ({
  id: id(last),
  chapterId: id(9),
  anchor: { block: 'b', quote: { exact: 'x', prefix: '', suffix: '' }, position: { start: 0, end: 1 } },
  quote: 'x',
  visibility: 'arrangement',
  audienceSector: null,
  status: 'open',
  detached: false,
  createdAt: '2026-01-01',
  resolvedAt: null,
  resolvedByName: null,
  author,
  abilities: { reply: true, replyAs: [], resolve: true, needsAnswer: false },
  readings: null,
  comments: [],
  ...more,
});

it('one row that cannot be read takes nothing else down, and its words stay out of the log', async () => {
  const error = vi.fn();
  const rpc = async () => ({
    data: [row(1), row(2, { anchor: {} }), row(3, { quote: 'secreto', status: 'secreto' }), row(4)],
    error: null,
  });
  const threads = await listThreads({ supabase: { rpc }, log: { error } } as unknown as App.Locals, id(8));
  expect(threads.map((thread) => [thread.id, thread.anchor !== null, thread.detached])).toEqual([
    [id(1), true, false],
    [id(2), false, true],
    [id(4), true, false],
  ]);
  expect(error).toHaveBeenCalledTimes(1);
  expect(error).toHaveBeenCalledWith({ document: id(8), fields: ['status'] }, 'unreadable thread');
  expect(JSON.stringify(error.mock.calls)).not.toContain('secreto');
});
