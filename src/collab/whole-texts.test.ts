import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Participant } from './participant.ts';
import { wholeTexts } from './whole-texts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const of = (personId: string) => ({ participant: { personId } as Participant });

test('a person’s sockets share what they may ask for; others have their own', () => {
  const texts = wholeTexts({ wholeTextsPerSecond: 4, wholeTextBurst: 10 });
  const sockets = Array.from({ length: 20 }, () => texts.asker(of('una')));
  const waits = sockets.flatMap((ask) => [ask(), ask(), ask()]);
  expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(waits.slice(10, 31)).toEqual(Array.from({ length: 21 }, (_, at) => (at + 1) * 250));
  expect(waits.slice(31)).toEqual(Array(29).fill(null));
  expect(texts.asker(of('otra'))()).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(sockets[0]!()).toBe(0);
});

test('what was asked before the pass was read counts afterwards', () => {
  const texts = wholeTexts({ wholeTextsPerSecond: 4, wholeTextBurst: 2 });
  const socket: { participant: Participant | null } = { participant: null };
  const ask = texts.asker(socket);
  expect([ask(), ask(), ask()]).toEqual([0, 0, 0]);
  socket.participant = of('una').participant;
  expect(ask()).toBe(500);
});
