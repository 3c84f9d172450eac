import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Row } from './unsent-store.ts';

class FakeRequest {
  result: unknown;
  onsuccess: (() => void) | undefined;
  answer(result: unknown) {
    this.result = result;
    this.onsuccess?.();
    return this;
  }
}

const row = (byte: number): Row => ({ text: 'ana/contexto', update: new Uint8Array([byte]) });
/** A transaction that ends by itself, some time after its requests. */
function ends<T extends object>(how: 'oncomplete' | 'onabort', transaction: T) {
  const ending = transaction as T & { error: Error | null; oncomplete?: () => void; onabort?: () => void };
  Object.assign(transaction, { commit: () => undefined });
  ending.error = how === 'onabort' ? new Error('QuotaExceededError') : null;
  setTimeout(() => ending[how]?.(), 1);
  return ending;
}
const loadStore = () => import('./unsent-store.ts');
let opening: FakeRequest;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  opening = new FakeRequest();
  vi.stubGlobal('IDBRequest', FakeRequest);
  vi.stubGlobal('indexedDB', { open: () => opening });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('does without a store that does not answer, and keeps the edits in the tab', async () => {
  const { inStore, rowsOf } = await loadStore();
  let added: unknown;
  void inStore((store) => [store.add(row(1))]).then(([key]) => (added = key));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(added).toBeUndefined();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(added).toBe('tab 1');
  // Nobody waits a second time.
  expect(await rowsOf('ana/contexto')).toEqual([{ key: 'tab 1', row: row(1) }]);
  expect(await rowsOf('ana/otro')).toEqual([]);
});

it('uses a store that answers late from then on, and leaves in the tab what is there', async () => {
  const { inStore } = await loadStore();
  const early = inStore((store) => [store.add(row(1))]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await early).toEqual(['tab 1']);

  const kept: Row[] = [];
  const removed = vi.fn();
  const add = (added: Row) => {
    const request = new FakeRequest();
    kept.push(added);
    queueMicrotask(() => request.answer(kept.length));
    return request;
  };
  const objectStore = () => ({ add, delete: removed });
  opening.answer({ transaction: () => ends('oncomplete', { objectStore }) });
  await vi.advanceTimersByTimeAsync(0);

  const later = inStore((store) => [store.add(row(2))]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await later).toEqual([1]);
  expect(kept).toEqual([row(2)]);
  const gone = inStore((store) => [store.delete('tab 1')]);
  await vi.advanceTimersByTimeAsync(1);
  await gone;
  expect(removed).not.toHaveBeenCalled();
});

it('keeps in the tab what a full disk took only at first, and says so', async () => {
  const { UnsentEdits } = await import('./unsent-edits.ts');
  const objectStore = () => ({ add: () => new FakeRequest().answer(1) });
  const edits = new UnsentEdits('ana', 'contexto');
  expect(edits.inTabAlone).toBe(false);
  const added = edits.add(row(3).update);
  await vi.advanceTimersByTimeAsync(0);
  opening.answer({ transaction: () => ends('onabort', { objectStore }) });
  await vi.advanceTimersByTimeAsync(1);
  await added;
  expect(edits.inTabAlone).toBe(true);
  edits.clear();
  await vi.advanceTimersByTimeAsync(1);
  await edits.settled();
  expect(edits.inTabAlone).toBe(false);
});

/** A store that takes its time for each transaction. */
async function slowStore() {
  const { UnsentEdits } = await import('./unsent-edits.ts');
  const edits = new UnsentEdits('ana', 'contexto');
  const stored = new Map<number, number>();
  const transactions: number[][] = [];
  const transaction = () => {
    const taken: number[] = [];
    transactions.push(taken);
    const objectStore = () => ({
      add: ({ update }: Row) => {
        taken.push(update[0]!);
        stored.set(stored.size + 1, update[0]!);
        return new FakeRequest().answer(stored.size);
      },
      delete: (key: number) => (stored.delete(key), new FakeRequest().answer(undefined)),
    });
    return ends('oncomplete', { objectStore });
  };
  const first = edits.add(row(1).update);
  await vi.advanceTimersByTimeAsync(0);
  opening.answer({ transaction });
  await vi.advanceTimersByTimeAsync(0);
  return { edits, stored, transactions, first };
}

it('writes down together what was typed while the store was busy', async () => {
  const { edits, transactions, first } = await slowStore();
  const later = [2, 3, 4].map((byte) => edits.add(row(byte).update));
  await vi.advanceTimersByTimeAsync(3);
  await Promise.all([first, ...later]);
  expect(transactions).toEqual([[1], [2, 3, 4]]);
});

it('forgets what was acknowledged, and not what was typed after it and waits with it', async () => {
  const { edits, stored } = await slowStore();
  void edits.add(row(2).update);
  edits.clear();
  const after = edits.add(row(3).update);
  edits.hurry();
  await vi.advanceTimersByTimeAsync(5);
  await after;
  expect([...stored.values()]).toEqual([3]);
});

it('does not wait for the store any more when the page is left', async () => {
  const { edits, stored } = await slowStore();
  void edits.add(row(2).update);
  void edits.add(row(3).update);
  edits.hurry();
  // As in a page that is left: nothing of time passes for it.
  await Promise.resolve().then(() => undefined);
  await Promise.resolve();
  expect([...stored.values()]).toEqual([1, 2, 3]);
  await vi.advanceTimersByTimeAsync(5);
  await edits.settled();
  expect([...stored.values()]).toEqual([1, 2, 3]);
  edits.clear();
  await vi.advanceTimersByTimeAsync(5);
  await edits.settled();
  expect(stored.size).toBe(0);
});
