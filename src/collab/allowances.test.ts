import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { allowances } from './allowances.ts';
import type { Socket } from './socket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const few = { searchesPerSecond: 100, searchBurst: 1_000, newClientsPerDay: 24 };
const flood = expect.objectContaining({ code: 4429, reason: 'flood' });

test('what a person had searched is paid for before more of theirs is judged, over all sockets; others do not wait', () => {
  const allowed = allowances(few);
  allowed.searched('una', 1_000);
  expect(allowed.owesSearches('una')).toBe(false);
  allowed.searched('una', 200);
  expect([allowed.owesSearches('una'), allowed.owesSearches('otra')]).toEqual([true, false]);
  const held: number[] = [];
  void allowed.paySearches('una', { hold: (ms: number) => held.push(ms) } as unknown as Socket);
  expect(held).toEqual([2_000]);
  vi.advanceTimersByTime(2_000);
  expect(allowed.owesSearches('una')).toBe(false);
});

test('a person opens a chapter so many times a day; what was not stored does not count, and other chapters are others', () => {
  const allowed = allowances(few);
  for (let count = 0; count < 100; count += 1) allowed.addClients('justicia', 'una', 1)();
  allowed.addClients('justicia', 'una', 25);
  expect(() => allowed.addClients('justicia', 'una', 1)).toThrow(flood);
  // What they write under ids that are known goes on.
  expect(() => allowed.addClients('justicia', 'una', 0)).not.toThrow();
  expect(() => allowed.addClients('salud', 'una', 1)).not.toThrow();
  expect(() => allowed.addClients('justicia', 'otra', 1)).not.toThrow();
  vi.advanceTimersByTime(60 * 60_000);
  expect(() => allowed.addClients('justicia', 'una', 1)).not.toThrow();
});
