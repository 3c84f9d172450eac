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
  opening.answer({ transaction: () => ({ objectStore }) });
  await vi.advanceTimersByTimeAsync(0);

  expect(await inStore((store) => store.add(row(2)))).toBe(1);
  expect(kept).toEqual([row(2)]);
  await inStore((store) => void store.delete('tab 1'));
  expect(removed).not.toHaveBeenCalled();
});
