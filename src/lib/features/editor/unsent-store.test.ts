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
  void inStore((store) => store.add(row(1))).then((key) => (added = key));
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
  const early = inStore((store) => store.add(row(1)));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await early).toBe('tab 1');

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

  const later = inStore((store) => store.add(row(2)));
  await vi.advanceTimersByTimeAsync(1);
  expect(await later).toBe(1);
  expect(kept).toEqual([row(2)]);
  const gone = inStore((store) => void store.delete('tab 1'));
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
