import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { inParts, placeEdits, readEdits } from './place-edits.ts';
import { UnsentEdits } from './unsent-edits.ts';

/** One writer's strokes on top of what the server has, an update each. */
function strokes(server: Y.Doc, ...write: ((text: Y.Text) => void)[]): Uint8Array[] {
  const local = new Y.Doc();
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  const updates: Uint8Array[] = [];
  local.on('update', (update: Uint8Array) => void updates.push(update));
  for (const each of write) each(local.getText('t'));
  return updates;
}

function serverWith(words: string): Y.Doc {
  const server = new Y.Doc();
  server.getText('t').insert(0, words);
  return server;
}

const asEdits = (...updates: Uint8Array[]) => updates.map((update) => ({ update }));
const waiting = (ydoc: Y.Doc) => [ydoc.store.pendingStructs, ydoc.store.pendingDs];

it('places what follows from the text, whatever order it comes in, and leaves the text alone', () => {
  const server = serverWith('Uno.');
  const before = Y.encodeStateAsUpdate(server);
  const [first, second, third] = asEdits(
    ...strokes(
      server,
      (text) => text.insert(4, ' Dos.'),
      (text) => text.insert(9, ' Tres.'),
      (text) => text.delete(0, 4),
    ),
  );
  const edits = [second!, third!, first!];
  expect(placeEdits(edits, server)).toEqual({ placed: edits, left: [] });
  expect(Y.encodeStateAsUpdate(server)).toEqual(before);
});

it('leaves what cannot be read, and what builds on an edit that is missing', () => {
  const server = serverWith('Uno.');
  const [first, , third, deletion] = strokes(
    server,
    (text) => text.insert(4, ' Dos.'),
    (text) => text.insert(9, ' Tres.'),
    (text) => text.insert(15, ' Cuatro.'),
    (text) => text.delete(9, 6),
  );
  const edits = asEdits(first!, new Uint8Array([255, 1]), third!, deletion!);
  const { placed, left } = placeEdits(edits, server);
  expect(placed).toEqual([edits[0]]);
  expect(left).toEqual(edits.slice(1));
  expect(waiting(server)).toEqual([null, null]);
});

it('leaves what builds on a part of an edit that finds no place', () => {
  const server = serverWith('Uno.');
  const [first, second] = strokes(
    server,
    (text) => text.insert(0, 'A'),
    (text) => text.insert(1, 'B'),
  );
  const other = strokes(server, (text) => text.insert(4, 'C'))[0]!;
  // In one update: another's letter, which has a place, and one whose predecessor is missing.
  const torn = Y.mergeUpdates([other, second!]);
  const both = new Y.Doc();
  for (const update of [Y.encodeStateAsUpdate(server), other]) Y.applyUpdate(both, update);
  const after = strokes(both, (text) => text.insert(5, 'D'))[0]!;
  expect(placeEdits(asEdits(torn, after), server)).toEqual({ placed: [], left: asEdits(torn, after) });
  expect(placeEdits(asEdits(torn, after, first!), server).left).toEqual([]);
});

it('places what the server has already, though nothing is left to be done', () => {
  const server = serverWith('Uno.');
  const edits = asEdits(...strokes(server, (text) => text.insert(4, ' Dos.')));
  Y.applyUpdate(server, edits[0]!.update);
  expect(placeEdits(edits, server)).toEqual({ placed: edits, left: [] });
});

it('sends together what one message holds', () => {
  const [small, large] = asEdits(new Uint8Array(10), new Uint8Array(700_000));
  expect(inParts([])).toEqual([]);
  expect(inParts([small!, large!, small!, large!, large!])).toEqual([
    [small, large, small],
    [large],
    [large],
  ]);
  const [huge] = asEdits(new Uint8Array(3_000_000));
  expect(inParts([small!, huge!, small!])).toEqual([[small], [huge], [small]]);
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function reading(chapter: string, server: Y.Doc, meanwhile = () => {}) {
  const store = new UnsentEdits('persona', chapter);
  const over = new AbortController();
  const read = readEdits(store, server, over.signal);
  await vi.advanceTimersByTimeAsync(500);
  meanwhile();
  await vi.advanceTimersByTimeAsync(5_000);
  return { store, ...(await read) };
}

/** What an earlier visit left behind. */
async function leave(chapter: string, ...updates: Uint8Array[]): Promise<UnsentEdits> {
  const store = new UnsentEdits('persona', chapter);
  for (const update of updates) store.add(update);
  await store.settled();
  return store;
}

const stored = (chapter: string) => new UnsentEdits('persona', chapter).read();

it('keeps what finds no place on the device, refused, when the others are acknowledged', async () => {
  const server = serverWith('Uno.');
  const [first, , third] = strokes(
    server,
    (text) => text.insert(4, ' Dos.'),
    (text) => text.insert(9, ' Tres.'),
    (text) => text.insert(15, ' Cuatro.'),
  );
  await leave('a', first!, third!, new Uint8Array([255, 1]));
  const { store, placed, refused } = await reading('a', server);
  expect(placed.map(({ update }) => update)).toEqual([first]);
  expect(refused.map(({ reason, update }) => [reason, update])).toEqual([
    ['incomplete', third],
    ['incomplete', new Uint8Array([255, 1])],
  ]);
  store.clear();
  await store.settled();
  const left = await stored('a');
  expect(left.edits).toEqual([]);
  expect(left.refused).toEqual(refused);
});

it('waits for what another tab had acknowledged and is still under way', async () => {
  const server = serverWith('Uno.');
  const [first, second] = strokes(
    server,
    (text) => text.insert(4, ' Dos.'),
    (text) => text.insert(9, ' Tres.'),
  );
  await leave('b', second!);
  const { placed, refused } = await reading('b', server, () => Y.applyUpdate(server, first!));
  expect(placed.map(({ update }) => update)).toEqual([second]);
  expect(refused).toEqual([]);
});

it('refuses nothing that another tab had acknowledged meanwhile', async () => {
  const server = serverWith('Uno.');
  const [, second] = strokes(
    server,
    (text) => text.insert(4, ' Dos.'),
    (text) => text.insert(9, ' Tres.'),
  );
  const other = await leave('c', second!);
  const { placed, refused } = await reading('c', server, () => other.clear());
  expect([placed, refused]).toEqual([[], []]);
  expect(await stored('c')).toEqual({ edits: [], refused: [] });
});

it('judges nothing for a text that was closed', async () => {
  const server = serverWith('Uno.');
  const [, second] = strokes(
    server,
    (text) => text.insert(4, ' Dos.'),
    (text) => text.insert(9, ' Tres.'),
  );
  await leave('d', second!);
  const over = new AbortController();
  const read = readEdits(new UnsentEdits('persona', 'd'), server, over.signal);
  over.abort();
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await read).refused).toEqual([]);
  expect((await stored('d')).edits.map(({ update }) => update)).toEqual([second]);
});
