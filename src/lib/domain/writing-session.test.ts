import { expect, it } from 'vitest';
import { charactersOf, sharesBy, WritingSessions } from './writing-session.ts';

const entry = (seq: number, personId: string, minute: number, organizationId: string | null = null) => ({
  seq,
  personId,
  organizationId,
  at: new Date(Date.UTC(2026, 2, 1, 10, minute)),
});

it('goes on with a person’s last sitting until they paused, or speak for another organization', () => {
  const sessions = new WritingSessions();
  const of = (...args: Parameters<typeof entry>) => sessions.of(entry(...args)).firstSeq;
  expect([of(1, 'a', 0), of(2, 'b', 1), of(3, 'a', 15), of(4, 'a', 31), of(5, 'a', 32, 'x')]).toEqual([
    1, 2, 1, 4, 5,
  ]);
  expect(sessions.changed.get(1)).toMatchObject({ lastSeq: 3, personId: 'a' });
});

it('goes on with the sittings it is given, and tells only of those that changed', () => {
  const before = new WritingSessions();
  before.of(entry(1, 'a', 0));
  before.of(entry(2, 'b', 0));
  const after = new WritingSessions([...before.changed.values()]);
  expect(after.of(entry(3, 'a', 5)).firstSeq).toBe(1);
  expect([...after.changed.keys()]).toEqual([1]);
});

it('does not go back in time when two clocks differ', () => {
  const sessions = new WritingSessions();
  sessions.of(entry(1, 'a', 5));
  expect(sessions.of(entry(2, 'a', 4)).endedAt).toEqual(entry(1, 'a', 5).at);
});

it('shares a text out in whole per cents that add up', () => {
  const characters = charactersOf([
    {
      id: 'x',
      runs: [
        [1, 1],
        [1, 2],
      ],
    },
    { id: null, runs: [[1, 3]] },
  ]);
  const shares = sharesBy(characters, (session) => `s${session}`);
  expect(shares.map(({ percent }) => percent)).toEqual([34, 33, 33]);
  expect(sharesBy(characters, (session) => session < 3)).toEqual([
    { key: true, characters: 2, percent: 67 },
    { key: false, characters: 1, percent: 33 },
  ]);
  expect(sharesBy(new Map(), String)).toEqual([]);
});
