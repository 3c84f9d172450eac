import { describe, expect, it, vi } from 'vitest';
import { heading, Person, plain, quotation, settle } from './people-for-tests.ts';
import { SETTLED_MS } from './twin-blocks.ts';

const START = '<paragraph>El primero.</paragraph>';
const AS_IT_WAS = `${START}<paragraph>El segundo dice.</paragraph>`;
const REMADE = `${START}<heading>El segundo dice.</heading>`;

/** Two people, the second of whom was away while both did something. */
async function bothDo(what: (person: Person) => void): Promise<[Person, Person]> {
  const [one, other] = [new Person(11), new Person(22)];
  other.away = true;
  what(one);
  what(other);
  await other.hears(one);
  other.away = false;
  await settle(one, other);
  return [one, other];
}

describe('a step that somebody else has made impossible', () => {
  it('is not taken again by halves: what another wrote into it has gone along, and it with that', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
    const [one, other] = [new Person(11), new Person(22)];
    one.reshape(1, heading);
    await settle(one, other);
    other.wordsOf(1).insert(16, ' Y más.');
    await settle(one, other);
    one.undo.undo();
    await settle(one, other);
    // By then they would have taken it again.
    vi.advanceTimersByTime(SETTLED_MS);
    await settle(one, other);
    const undone = `${START}<paragraph>El segundo dice. Y más.</paragraph>`;
    expect([plain(one), plain(other)]).toEqual([undone, undone]);
    one.undo.redo();
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([undone, undone]);
    vi.useRealTimers();
  });

  it('is not undone by halves: the list is gone that the words would come back into', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    other.reshape(1, quotation);
    await settle(one, other);
    // Lifted out of the quotation, which stays for something else in it.
    const quote = one.text.get(1);
    one.ydoc.transact(() => (quote as ReturnType<typeof quotation>).insert(1, [heading('Y esto.', 'tres')]));
    await settle(one, other);
    one.undo.stopCapturing();
    one.ydoc.transact(() => {
      (quote as ReturnType<typeof quotation>).delete(0, 1);
      one.text.insert(1, [heading('El segundo dice.', 'dos')]);
    }, null);
    await settle(one, other);
    vi.useFakeTimers({ now: performance.now() });
    one.words.stored(one.words.clock);
    vi.advanceTimersByTime(5_000);
    other.ydoc.transact(() => other.text.delete(2, 1));
    await settle(one, other);
    one.undo.undo();
    await settle(one, other);
    vi.useRealTimers();
    expect([plain(one), plain(other)]).toEqual([REMADE, REMADE]);
  });
});

describe('what two have done alike, without having seen each other, is undone by neither', () => {
  it('and not lost when it is taken again', async () => {
    const people = await bothDo((person) => person.reshape(1, heading));
    expect(people.map(plain)).toEqual([REMADE, REMADE]);
    const [, other] = people;
    other.undo.undo();
    await settle(...people);
    expect(people.map(plain)).toEqual([REMADE, REMADE]);
    expect(other.passed).toBe(1);
    other.undo.redo();
    await settle(...people);
    expect(people.map(plain)).toEqual([REMADE, REMADE]);
  });

  it('but whose copy stands can undo it', async () => {
    const people = await bothDo((person) => person.reshape(1, heading));
    people[0].undo.undo();
    await settle(...people);
    expect(people.map(plain)).toEqual([AS_IT_WAS, AS_IT_WAS]);
    people[0].undo.redo();
    await settle(...people);
    expect(people.map(plain)).toEqual([REMADE, REMADE]);
    expect(people[0].passed).toBe(0);
  });
});

it('a heading that another has made a quotation of is not undone: the paragraph would stand there, too', async () => {
  const [one, other] = [new Person(11), new Person(22)];
  one.reshape(1, heading);
  await settle(one, other);
  other.reshape(1, quotation);
  await settle(one, other);
  one.undo.undo();
  await settle(one, other);
  const quoted = `${START}<blockquote><paragraph>El segundo dice.</paragraph></blockquote>`;
  expect([plain(one), plain(other)]).toEqual([quoted, quoted]);
  expect(one.passed).toBe(1);
});

describe('a paragraph that two have taken out', () => {
  const bothRemove = () => bothDo((person) => person.ydoc.transact(() => person.text.delete(1, 1), null));

  it('comes back with the first who undoes it', async () => {
    const people = await bothRemove();
    for (const person of people) {
      person.undo.undo();
      await settle(...people);
      expect(people.map(plain)).toEqual([AS_IT_WAS, AS_IT_WAS]);
    }
  });

  it('comes back once where both undo it at the same moment', async () => {
    const people = await bothRemove();
    for (const person of people) person.undo.undo();
    await settle(...people);
    expect(people.map(plain)).toEqual([AS_IT_WAS, AS_IT_WAS]);
  });
});
