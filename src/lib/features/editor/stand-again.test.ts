import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { block, heading, Person, plain, settle } from './people-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Until what is put back by others is looked for. */
async function later() {
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(3_000);
}

/** Typed, and saved so shortly before that others may not have seen it. */
async function types(writer: Person, at: number, place: number, words: string, ...others: Person[]) {
  writer.wordsOf(at).insert(place, words);
  writer.acknowledged();
  for (const other of others) await other.hears(writer);
  vi.advanceTimersByTime(800);
}

it('does not tell of words that whoever joined their paragraph puts where the text went on', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  await types(writer, 1, 10, ' que va', other);
  // To a paragraph of which their author makes a heading at that moment.
  writer.reshape(0, heading);
  other.join(1);
  await settle(writer, other);
  const text = '<heading>El primero.El segundo que va dice.</heading>';
  expect([plain(writer), plain(other)]).toEqual([text, text]);
  expect(writer.lost.mock.calls).toEqual([[' que va']]);
  expect(writer.told).not.toHaveBeenCalled();
  await later();
  expect(writer.told).not.toHaveBeenCalled();
});

it('does not tell of a few words either that are put beside where they were', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.text.insert(2, [block('paragraph', '', 'tres')]);
  await other.hears(writer);
  await types(writer, 2, 0, 'Ya va.', other);
  writer.reshape(1, heading);
  other.join(2);
  await settle(writer, other);
  expect(plain(writer)).toContain('<heading>El segundo dice.Ya va.</heading>');
  await later();
  expect(writer.told).not.toHaveBeenCalled();
});

it('tells of words that stand nowhere, though others write such', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  other.text.insert(2, [block('paragraph', 'Derechos', 'tres')]);
  await writer.hears(other);
  await types(writer, 1, 10, ' de la');
  await types(writer, 2, 8, ' de');
  other.text.delete(1, 2);
  await writer.hears(other);
  other.wordsOf(0).insert(0, 'Derechos de la mujer. ');
  await writer.hears(other);
  expect(writer.told).not.toHaveBeenCalled();
  await later();
  expect(writer.told.mock.calls).toEqual([[' de\n de la']]);
});

it('tells of those of several that nobody has put back', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  other.text.insert(2, [block('paragraph', 'El tercero calla.', 'tres')]);
  await writer.hears(other);
  await types(writer, 1, 10, ' que va', other);
  await types(writer, 2, 17, ' Del todo.', other);
  other.text.delete(1, 2);
  await writer.hears(other);
  other.wordsOf(0).insert(11, ' El segundo que va dice.');
  await writer.hears(other);
  await later();
  expect(writer.told.mock.calls).toEqual([[' Del todo.']]);
});
