import { expect, test, vi } from 'vitest';
import { appendLog } from './append-log.ts';
import type { Entry, Written } from './database.ts';

const entry = (clientId: number): Entry => ({ personId: 'p', clientId, payload: new Uint8Array(10) });

/** A database whose commits wait until they are let go. */
function slowDatabase() {
  const commits: { clients: number[]; finish: (written?: Written[]) => void; fail: () => void }[] = [];
  let seq = 0;
  return {
    commits,
    appendUpdates: (_chapter: string, entries: readonly Entry[]) =>
      new Promise<Written[]>((resolve, reject) => {
        commits.push({
          clients: entries.map(({ clientId }) => clientId),
          finish: (written) => resolve(written ?? entries.map(() => ({ seq: (seq += 1), refusal: null }))),
          fail: () => reject(new Error('gone')),
        });
      }),
  };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('what arrives during a commit goes out together in the next, in order, each with its own answer', async () => {
  const database = slowDatabase();
  const log = appendLog(database, 1_000, 0);
  const first = log.append('a', [entry(1)]);
  const others = [log.append('a', [entry(2), entry(3)]), log.append('a', [entry(4)])];
  expect(database.commits.map(({ clients }) => clients)).toEqual([[1]]);
  database.commits[0]!.finish();
  expect(await first).toEqual([{ seq: 1, refusal: null }]);
  await tick();
  expect(database.commits[1]!.clients).toEqual([2, 3, 4]);
  database.commits[1]!.finish();
  expect((await Promise.all(others)).map((written) => written.map(({ seq }) => seq))).toEqual([[2, 3], [4]]);
  await tick();
  expect(log.busy).toBe(false);
});

test('alone, an edit waits for nobody; in a crowd, what comes within twenty milliseconds goes together', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const database = slowDatabase();
  const log = appendLog(database, 1_000, 40);
  const clients = () => database.commits.map((commit) => commit.clients);
  const answered = [log.append('a', [entry(1)])];
  expect(clients()).toEqual([[1]]);
  database.commits[0]!.finish();
  await tick();
  for (const client of [2, 3]) answered.push(log.append('a', [entry(client)]));
  await tick();
  expect(clients()).toEqual([[1]]);
  expect(log.busy).toBe(true);
  await vi.waitFor(() => expect(clients()).toEqual([[1], [2, 3]]));
  // One that has taken its time keeps nobody waiting.
  vi.advanceTimersByTime(40);
  answered.push(log.append('a', [entry(4)]));
  database.commits[1]!.finish();
  await tick();
  expect(clients()).toEqual([[1], [2, 3], [4]]);
  database.commits[2]!.finish();
  await Promise.all(answered);
  await vi.waitFor(() => expect(log.busy).toBe(false));
  vi.useRealTimers();
});

test('chapters do not wait for each other', () => {
  const database = slowDatabase();
  const log = appendLog(database, 1_000, 0);
  void log.append('a', [entry(1)]);
  void log.append('b', [entry(2)]);
  expect(database.commits.map(({ clients }) => clients)).toEqual([[1], [2]]);
});

test('a refusal concerns its own message alone', async () => {
  const database = slowDatabase();
  const log = appendLog(database, 1_000, 0);
  const blocker = log.append('a', [entry(0)]);
  const [good, bad] = [log.append('a', [entry(1)]), log.append('a', [entry(2)])];
  database.commits[0]!.finish();
  await blocker;
  await tick();
  database.commits[1]!.finish([
    { seq: 2, refusal: null },
    { seq: null, refusal: 'voting' },
  ]);
  expect(await good).toEqual([{ seq: 2, refusal: null }]);
  expect(await bad).toEqual([{ seq: null, refusal: 'voting' }]);
});

test('a failed commit fails all its messages, and the next goes on', async () => {
  const database = slowDatabase();
  const log = appendLog(database, 1_000, 0);
  const failed = log.append('a', [entry(1)]);
  database.commits[0]!.fail();
  await expect(failed).rejects.toThrow('gone');
  await tick();
  const second = log.append('a', [entry(2)]);
  database.commits[1]!.finish();
  expect(await second).toEqual([{ seq: 1, refusal: null }]);
});

test('a late commit fails its messages and those behind it; there is never a second one of that chapter at once', async () => {
  const database = slowDatabase();
  const log = appendLog(database, 200, 0);
  const answers = await Promise.allSettled([log.append('a', [entry(1)]), log.append('a', [entry(2)])]);
  const late = { status: 'rejected', reason: new Error('not stored within 200 ms') };
  expect(answers).toEqual([late, late]);
  const last = log.append('a', [entry(3)]);
  await tick();
  expect(database.commits).toHaveLength(1);
  database.commits[0]!.finish();
  await tick();
  // What was given up while it waited is not written after all: its author has been told.
  expect(database.commits.map(({ clients }) => clients)).toEqual([[1], [3]]);
  database.commits[1]!.finish();
  expect(await last).toEqual([{ seq: 2, refusal: null }]);
});

test('while writing is held all waits, in order and longer than a commit may take; then it is written together', async () => {
  const database = slowDatabase();
  const log = appendLog(database, 250, 0);
  const answers = [log.append('a', [entry(1), entry(2)])];
  const held = (at: number) =>
    database.commits[at]!.finish(database.commits[at]!.clients.map(() => ({ seq: null, refusal: 'held' })));
  for (let at = 0; at < 6; at += 1) {
    held(at);
    answers.push(log.append('a', [entry(10 + at)]));
    await vi.waitUntil(() => database.commits.length === at + 2, { interval: 5 });
  }
  expect(log.timings().last).toBe(null);
  expect(database.commits.at(-1)!.clients).toEqual([1, 2, 10, 11, 12, 13, 14, 15]);
  database.commits.at(-1)!.finish();
  const numbers = (await Promise.all(answers)).map((written) => written.map(({ seq }) => seq));
  expect(numbers).toEqual([[1, 2], [3], [4], [5], [6], [7], [8]]);
  await tick();
  expect(log.busy).toBe(false);
});

test('a database that does not answer any more after it held writing is told as ever', async () => {
  const database = slowDatabase();
  const log = appendLog(database, 60, 0);
  const waiting = log.append('a', [entry(1)]);
  database.commits[0]!.finish([{ seq: null, refusal: 'held' }]);
  await expect(waiting).rejects.toThrow('not stored within 60 ms');
});

test('a very large message goes alone', async () => {
  const database = slowDatabase();
  const log = appendLog(database, 1_000, 0);
  void log.append('a', [entry(0)]);
  const large = { personId: 'p', clientId: 1, payload: new Uint8Array(3 * 1024 * 1024) };
  void log.append('a', [large]);
  void log.append('a', [{ ...large, clientId: 2 }]);
  database.commits[0]!.finish();
  await tick();
  expect(database.commits[1]!.clients).toEqual([1]);
});
