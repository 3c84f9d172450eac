import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Person, plain, settle } from './people-for-tests.ts';

const JOINED = '<paragraph>El primero.El segundo dice.</paragraph>';
const AS_IT_WAS = '<paragraph>El primero.</paragraph><paragraph>El segundo dice.</paragraph>';

describe('two who join the same paragraph to the one before', () => {
  it.each([
    [11, 22],
    [22, 11],
  ])('at once leave its words there once (%i and %i)', async (first, second) => {
    const [one, other] = [new Person(first), new Person(second)];
    one.join(1);
    other.join(1);
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([JOINED, JOINED]);
  });

  it('at once, three of them, too', async () => {
    const people = [new Person(33), new Person(11), new Person(22)];
    for (const person of people) person.join(1);
    await settle(...people);
    expect(people.map(plain)).toEqual([JOINED, JOINED, JOINED]);
  });

  it('and one of them goes on writing: what they write stays', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.join(1);
    other.join(1);
    one.wordsOf(0).insert(27, ' Y más.');
    other.wordsOf(0).insert(11, ' ');
    await settle(one, other);
    expect(plain(one)).toBe(plain(other));
    expect(plain(one)).toContain('El primero.El segundo dice. Y más.');
  });

  it('one of them without a network: what was done there is seen by nobody', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.away = true;
    one.join(1);
    other.join(1);
    await one.hears(other);
    expect(plain(one)).toBe(JOINED);
    one.away = false;
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([JOINED, JOINED]);
  });

  it('the server has heard of both: one stays, though one of them comes back', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.join(1);
    other.join(1);
    one.acknowledged();
    one.away = true;
    // Both hear at the same moment of the other’s.
    const [ofOne, ofOther] = [one, other].map(({ ydoc }) => Y.encodeStateAsUpdate(ydoc));
    one.takes(ofOther!);
    other.takes(ofOne!);
    one.away = false;
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([JOINED, JOINED]);
  });

  it('in an earlier visit', async () => {
    const [before, other] = [new Person(11), new Person(22)];
    const known = Y.encodeStateVector(before.ydoc);
    before.join(1);
    other.join(1);
    const [one] = [new Person(33)];
    await one.hears(other);
    one.unseen.replay([Y.encodeStateAsUpdate(before.ydoc, known)], 'the store');
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([JOINED, JOINED]);
  });

  it('leave both copies where somebody has written in one of them', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.join(1);
    other.join(1);
    other.wordsOf(0).insert(13, '¡');
    await settle(one, other);
    expect(plain(one)).toBe(plain(other));
    expect(plain(one)).toContain('El¡ segundo dice.');
  });

  it('take out nothing that they may not write any more', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.join(1);
    other.join(1);
    one.mayWrite = other.mayWrite = false;
    await settle(one, other);
    expect(plain(one)).toBe('<paragraph>El primero.El segundo dice.El segundo dice.</paragraph>');
  });
});

it('the same words that somebody puts beside words which they have seen stay', async () => {
  const [one, other] = [new Person(11), new Person(22)];
  one.wordsOf(1).insert(16, ' Y así se acordó.');
  await other.hears(one);
  other.wordsOf(1).insert(33, ' Y así se acordó.');
  await settle(one, other);
  expect(plain(one)).toContain('Y así se acordó. Y así se acordó.');
});

it.each([
  [11, 22],
  [22, 11],
])('so do those that somebody puts right before them (%i and %i)', async (first, second) => {
  const [one, other] = [new Person(first), new Person(second)];
  one.wordsOf(1).insert(16, ' Y así se acordó.');
  await other.hears(one);
  other.wordsOf(1).insert(16, ' Y así se acordó.');
  await settle(one, other);
  expect(plain(one)).toContain('Y así se acordó. Y así se acordó.');
});

it('a word that two put at the same place is no copy', async () => {
  const [one, other] = [new Person(22), new Person(11)];
  one.wordsOf(1).insert(16, ' Sí.');
  other.wordsOf(1).insert(16, ' Sí.');
  await settle(one, other);
  expect(plain(one)).toContain('dice. Sí. Sí.');
});

describe('two who have deleted the same words and both undo it', () => {
  const both = () => {
    const people = [new Person(11), new Person(22)] as const;
    for (const person of people) {
      person.undo.stopCapturing();
      person.ydoc.transact(() => person.wordsOf(1).delete(3, 8), null);
    }
    return people;
  };

  it('bring them back once, one after the other', async () => {
    const [one, other] = both();
    await settle(one, other);
    one.undo.undo();
    await settle(one, other);
    expect(plain(one)).toBe(AS_IT_WAS);
    other.undo.undo();
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([AS_IT_WAS, AS_IT_WAS]);
  });

  it('bring them back once, at the same moment', async () => {
    const [one, other] = both();
    await settle(one, other);
    one.undo.undo();
    other.undo.undo();
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([AS_IT_WAS, AS_IT_WAS]);
  });

  it('though one had deleted more than the other', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.ydoc.transact(() => one.wordsOf(1).delete(3, 8), null);
    other.ydoc.transact(() => other.wordsOf(1).delete(0, 11), null);
    await settle(one, other);
    one.undo.undo();
    await settle(one, other);
    other.undo.undo();
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([AS_IT_WAS, AS_IT_WAS]);
  });
});
