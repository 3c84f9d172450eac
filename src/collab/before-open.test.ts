import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { waitingRooms } from './before-open.ts';
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
  const waiting = waitingRooms(limits)(stranger());
  expect([waiting.refuses(frame('auth'), 200), waiting.refuses(frame('sync-request'), length)]).toEqual([
    null,
    null,
  ]);
  expect(waiting.refuses(frame('awareness'), 500)).toBeNull();
});

test('nothing else takes that room, and nobody has it twice', () => {
  const { unauthenticatedBytes, stateVectorBytes, messageBytes } = limits;
  const other = waitingRooms(limits)(stranger());
  expect(other.refuses(frame('update'), unauthenticatedBytes)).toBeNull();
  expect(other.refuses(frame('update'), 1)).toBe('flood');
  const vectors = waitingRooms(limits)(stranger());
  expect(vectors.refuses(frame('sync-request'), stateVectorBytes)).toBeNull();
  expect(vectors.refuses(frame('sync-request'), 1)).toBe('flood');
  const known = stranger();
  const later = waitingRooms(limits)(known);
  known.participant = { personId: 'una' } as Participant;
  expect(later.refuses(frame('update'), messageBytes)).toBeNull();
  expect(later.refuses(frame('update'), 1)).toBe('flood');
});

test('all of them together fill no more than one room; whoever sends little needs none of it, and who leaves gives it back', () => {
  const rooms = waitingRooms({ ...limits, waitingBytes: 300_000 });
  const sockets = [stranger(), stranger(), stranger(), stranger()];
  const [one, two, three, small] = sockets.map((socket) => rooms(socket));
  expect(one!.refuses(frame('sync-request'), 150_000)).toBeNull();
  expect(two!.refuses(frame('sync-request'), 150_000)).toBeNull();
  expect(three!.refuses(frame('sync-request'), 150_000)).toBe('no_room');
  expect(small!.refuses(frame('auth'), 2_000)).toBeNull();
  one!.left();
  expect(rooms(stranger()).refuses(frame('sync-request'), 150_000)).toBeNull();
  sockets[1]!.participant = { personId: 'una' } as Participant;
  expect(rooms(stranger()).refuses(frame('sync-request'), 150_000)).toBeNull();
  expect(rooms(stranger()).refuses(frame('sync-request'), 150_000)).toBe('no_room');
});
