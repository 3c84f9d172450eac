import { expect, test } from 'vitest';
import { Throttle } from './limits.ts';

test('a burst goes through, then the price is waiting', () => {
  const throttle = new Throttle(10, 5, 0);
  expect([1, 2, 3, 4, 5, 6, 7].map(() => throttle.spend(1, 0))).toEqual([0, 0, 0, 0, 0, 100, 200]);
  expect(throttle.spend(1, 300)).toBe(0);
  expect(throttle.spend(5, 100_000)).toBe(0);
  expect(throttle.spend(1, 100_000)).toBe(100);
});
