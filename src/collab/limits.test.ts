import { afterEach, expect, test, vi } from 'vitest';
import { Throttle } from './limits.ts';

afterEach(() => void vi.restoreAllMocks());

test('a burst goes through, then the price is waiting', () => {
  const throttle = new Throttle(10, 5, 0);
  expect([1, 2, 3, 4, 5, 6, 7].map(() => throttle.spend(1, 0))).toEqual([0, 0, 0, 0, 0, 100, 200]);
  expect(throttle.spend(1, 300)).toBe(0);
  expect(throttle.spend(5, 100_000)).toBe(0);
  expect(throttle.spend(1, 100_000)).toBe(100);
});

test('a machine whose clock is put back keeps nobody waiting', () => {
  const throttle = new Throttle(10, 5);
  expect(throttle.spend(1)).toBe(0);
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 60 * 60_000);
  expect(throttle.spend(1)).toBe(0);
  expect(throttle.spend(1)).toBe(0);
});
