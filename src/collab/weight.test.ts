import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Weight } from './weight.ts';

afterEach(() => void vi.useRealTimers());

const change = (bytes: number, items = 1, removed = 0, cuts = 0) => ({ bytes, items, cuts, removed });

function weighed() {
  const document = new Y.Doc();
  const text = document.getText('t');
  const encoded = { times: 0 };
  const weight = new Weight(document, Y.encodeStateAsUpdate(document).length, () => {
    encoded.times += 1;
    return Y.encodeStateAsUpdate(document).length;
  });
  return { text, weight, encoded };
}

test('a text takes no more than it may, and is measured once before that is said', () => {
  const { text, weight, encoded } = weighed();
  text.insert(0, 'a'.repeat(1_800));
  weight.add(change(1_800))(true);
  expect(weight.roomFor(change(500), 2_000)).toBe('no');
  expect(weight.roomFor(change(500), 2_000)).toBe('no');
  expect(encoded.times).toBe(1);
  expect(weight.roomFor(change(20), 2_000)).toBe('yes');
});

test('what was typed letter by letter for months has room: it takes less than its entries', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { text, weight, encoded } = weighed();
  for (let at = 0; at < 300; at += 1) {
    text.insert(at, 'a');
    expect(weight.roomFor(change(30), 2_000)).toBe('yes');
    weight.add(change(30))(true);
    vi.advanceTimersByTime(3_000);
  }
  expect(encoded.times).toBeLessThan(30);
});

test('what makes a full text smaller is always taken, and makes room once it has been measured again', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { text, weight } = weighed();
  text.insert(0, 'a'.repeat(3_000));
  weight.add(change(3_000))(true);
  expect(weight.roomFor(change(30), 2_000)).toBe('no');
  expect(weight.roomFor(change(500, 0, 1_500, 2), 2_000)).toBe('yes');
  expect(weight.roomFor(change(60, 2, 300), 2_000)).toBe('yes');
  text.delete(0, 1_500);
  weight.add(change(20, 0, 1_500))(true);
  expect(weight.roomFor(change(30), 2_000), 'for good nothing is refused unmeasured').toBe('later');
  vi.advanceTimersByTime(5_000);
  expect(weight.roomFor(change(30), 2_000)).toBe('yes');
});

test('deletions said by many at once make no room, and those that cut a text to pieces take some', () => {
  const { text, weight } = weighed();
  text.insert(0, 'a'.repeat(1_900));
  weight.add(change(1_900))(true);
  for (let socket = 0; socket < 20; socket += 1) weight.add(change(20, 0, 1_900));
  expect(weight.roomFor(change(500), 2_000)).not.toBe('yes');
  expect(weight.roomFor(change(2_000, 0, 900, 900), 2_000)).not.toBe('yes');
});

test('an edit that was not stored takes no room, nor one that is being stored none', () => {
  const { weight } = weighed();
  weight.add(change(900))(false);
  expect(weight.roomFor(change(900), 2_000)).toBe('yes');
  weight.add(change(1_800));
  expect(weight.roomFor(change(900), 2_000)).toBe('no');
});
