import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** As kit does it: what is asked for at once is one reading, and one that begins gives up the one before it. */
const kit = vi.hoisted(() => {
  let pending: Promise<void> | null = null;
  let newest = {};
  const shown: string[] = [];
  const takes: number[] = [];
  return {
    shown,
    takes,
    invalidate: async (key: string) => {
      await (pending ??= Promise.resolve());
      if (!pending) return;
      pending = null;
      const mine = (newest = {});
      await new Promise((done) => setTimeout(done, takes.shift() ?? 300));
      if (mine === newest) shown.push(key);
    },
  };
});
vi.mock('$app/navigation', () => ({ invalidate: kit.invalidate }));
vi.mock('$app/state', () => ({ navigating: { complete: null } }));
const { readAgain } = await import('./read-again.ts');

beforeEach(() => {
  vi.useFakeTimers();
  kit.shown.length = kit.takes.length = 0;
});
afterEach(() => void vi.useRealTimers());

/** What the page shows when a reading says that it is done, and after how long. */
function done(reading: Promise<void>) {
  const begun = Date.now();
  const found: { after?: number; shown?: string[] } = {};
  void reading.then(() => Object.assign(found, { after: Date.now() - begun, shown: [...kit.shown] }));
  return found;
}

test('is done when the page stands, also when another reading came in between', async () => {
  const own = done(readAgain('app:document'));
  await vi.advanceTimersByTimeAsync(100);
  const news = done(readAgain('app:discussion'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([own, news]).toEqual([
    { after: 400, shown: ['app:discussion'] },
    { after: 300, shown: ['app:discussion'] },
  ]);
});

test('is done when the page stands, for each of two that were asked for at once', async () => {
  const both = [done(readAgain('app:document')), done(readAgain('app:discussion'))];
  await vi.advanceTimersByTimeAsync(1_000);
  for (const each of both) expect(each).toEqual({ after: 300, shown: ['app:document'] });
});

test('waits three seconds for a later one that is not answered, and no other for it', async () => {
  kit.takes.push(300, 100_000, 300);
  const own = done(readAgain('app:document'));
  await vi.advanceTimersByTimeAsync(100);
  void readAgain('app:discussion');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(own.after).toBe(3_300);
  const later = done(readAgain('app:document'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(later).toEqual({ after: 300, shown: ['app:document'] });
});
