import { expect, it } from 'vitest';
import { Spans } from './spans.ts';

it('knows whose a stretch of clocks is, across the seams', () => {
  const spans = new Spans();
  spans.grow(7, 0, 1);
  spans.grow(7, 5, 1);
  spans.grow(7, 10, 2);
  expect(spans.of(7, 3, 10)).toEqual([
    [7, 1],
    [3, 2],
  ]);
  expect(spans.toJSON()).toEqual({
    7: [
      [0, 1],
      [10, 2],
    ],
  });
  expect(spans.of(8, 0, 3)).toEqual([]);
});

it('gives a stretch to another, whole, in part and beside what was given before', () => {
  const spans = new Spans();
  spans.grow(7, 0, 1);
  spans.grow(7, 10, 2);
  spans.give(7, 12, 15, 9);
  expect(spans.of(7, 8, 12)).toEqual([
    [2, 1],
    [2, 2],
    [3, 9],
    [5, 2],
  ]);
  spans.give(7, 8, 12, 9);
  expect(spans.of(7, 0, 20)).toEqual([
    [8, 1],
    [7, 9],
    [5, 2],
  ]);
  spans.give(7, 0, 8, 3);
  expect(spans.of(7, 0, 9)).toEqual([
    [8, 3],
    [1, 9],
  ]);
});

it('is whose it was when it grows on after its end was given away', () => {
  const spans = new Spans();
  spans.grow(7, 0, 2);
  spans.give(7, 5, 10, 1);
  spans.grow(7, 10, 2);
  spans.grow(7, 20, 3);
  expect(spans.of(7, 0, 25)).toEqual([
    [5, 2],
    [5, 1],
    [10, 2],
    [5, 3],
  ]);
});

it('comes to the same after being kept', () => {
  const spans = new Spans();
  spans.grow(7, 0, 1);
  spans.give(7, 2, 4, 5);
  const again = new Spans(JSON.parse(JSON.stringify(spans)));
  expect(again.of(7, 0, 6)).toEqual([
    [2, 1],
    [2, 5],
    [2, 1],
  ]);
});
