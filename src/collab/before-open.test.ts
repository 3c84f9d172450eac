import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { waitingRoom } from './before-open.ts';
import type { Frame } from './frames.ts';
import { limits } from './limits.ts';
import type { Participant } from './participant.ts';

const documentName = 'chapter/una';
const frame = (kind: Frame['kind']): Frame => ({ documentName, kind });
const stranger = () => ({ participant: null as Participant | null, connection: null, documentName: null });

test('whoever has an old chapter open comes back with all that it says to have', () => {
  const pages = Array.from({ length: 100_000 }, (_, at): [number, number] => [
    2 ** 32 - 1 - at,
    1 + (at % 5_000),
  ]);
  const { length } = Y.encodeStateVector(new Map(pages));
  expect(length).toBeGreaterThan(2 * limits.unauthenticatedBytes);
  const waiting = waitingRoom(stranger(), limits);
  expect([waiting.admits(frame('auth'), 200), waiting.admits(frame('sync-request'), length)]).toEqual([
    true,
    true,
  ]);
  expect(waiting.admits(frame('awareness'), 500)).toBe(true);
});

test('nothing else takes that room, and nobody has it twice', () => {
  const { unauthenticatedBytes, stateVectorBytes, messageBytes } = limits;
  const other = waitingRoom(stranger(), limits);
  expect(other.admits(frame('update'), unauthenticatedBytes)).toBe(true);
  expect(other.admits(frame('update'), 1)).toBe(false);
  const vectors = waitingRoom(stranger(), limits);
  expect(vectors.admits(frame('sync-request'), stateVectorBytes)).toBe(true);
  expect(vectors.admits(frame('sync-request'), 1)).toBe(false);
  const known = stranger();
  const later = waitingRoom(known, limits);
  known.participant = { personId: 'una' } as Participant;
  expect(later.admits(frame('update'), messageBytes)).toBe(true);
  expect(later.admits(frame('update'), 1)).toBe(false);
});
