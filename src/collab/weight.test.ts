import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Weight } from './weight.ts';

afterEach(() => void vi.useRealTimers());

const change = (bytes: number, items = 1, removed = 0) => ({ bytes, items, removed });

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
  weight.add(change(1_800));
  expect(weight.hasRoom(change(500), 2_000)).toBe(false);
  expect(weight.hasRoom(change(500), 2_000)).toBe(false);
  expect(encoded.times).toBe(1);
  expect(weight.hasRoom(change(20), 2_000)).toBe(true);
});

test('what was typed letter by letter for months has room: it takes less than its entries', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { text, weight, encoded } = weighed();
  for (let at = 0; at < 300; at += 1) {
    text.insert(at, 'a');
    expect(weight.hasRoom(change(30), 2_000)).toBe(true);
    weight.add(change(30));
    vi.advanceTimersByTime(3_000);
  }
  expect(encoded.times).toBeLessThan(30);
});

test('what makes a full text smaller is always taken, and makes room at once', () => {
  const { text, weight } = weighed();
  text.insert(0, 'a'.repeat(3_000));
  weight.add(change(3_000));
  expect(weight.hasRoom(change(30), 2_000)).toBe(false);
  expect(weight.hasRoom(change(500, 0, 1_500), 2_000)).toBe(true);
  expect(weight.hasRoom(change(60, 2, 300), 2_000)).toBe(true);
  weight.add(change(20, 0, 1_500));
  expect(weight.hasRoom(change(30), 2_000)).toBe(true);
});

test('an edit that was not stored takes no room', () => {
  const { weight } = weighed();
  weight.add(change(900))();
  expect(weight.hasRoom(change(900), 2_000)).toBe(true);
});
