import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { pause, serve, until, visit } from './visitor.ts';

const here = newWorld();

function state(clientId: number, value: unknown, clock = 1): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, JSON.stringify(value));
  return encoding.toUint8Array(encoder);
}

/** A caret as an editor says it: at the end of the text. */
const end = { type: null, tname: FRAGMENT, item: null, assoc: -1 };
const caret = { anchor: end, head: end };

test('who one is comes from the pass, whatever the client says', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.provider.setAwarenessField('user', { name: 'Oficina', sector: 'office' });
  writer.provider.setAwarenessField('cursor', caret);
  const seen = () => witness.provider.awareness!.getStates().get(writer.document.clientID);
  await until(() => seen()?.cursor !== undefined, 'the caret is seen');
  expect(seen()).toEqual({
    user: {
      personId: world.people.drafter.id,
      name: 'Dependencia estatal',
      organization: 'Dependencia estatal',
      sector: 'state',
      canEdit: true,
    },
    cursor: caret,
  });
  expect([...witness.provider.awareness!.getStates().keys()].sort()).toEqual(
    [writer.document.clientID, witness.document.clientID].sort(),
  );
  writer.leave();
  await until(() => seen() === undefined, 'gone');
  witness.leave();
});

test('case 15: a reader is seen to be there, and has no caret to show', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const reader = await visit(server, world, chapter, world.people.civil);
  reader.provider.setAwarenessField('cursor', caret);
  reader.provider.setAwarenessField('idle', true);
  const seen = () => witness.provider.awareness!.getStates().get(reader.document.clientID);
  await until(() => seen()?.idle === true, 'seen');
  expect(seen()).toEqual({
    user: expect.objectContaining({ name: 'Sociedad civil', canEdit: false }),
    idle: true,
  });
  reader.leave();
  witness.leave();
});

/** What an editor does with another's caret (yCursorPlugin of @tiptap/y-tiptap), before it can draw it. */
function place(document: Y.Doc, cursor: { anchor: unknown; head: unknown }): void {
  for (const position of [cursor.anchor, cursor.head])
    Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), document);
}

test.each([
  ['nothing', {}],
  ['no head', { anchor: end }],
  ['null', { anchor: null, head: null }],
  ['no place', { anchor: {}, head: {} }],
  ['no place but nulls', { anchor: { type: null }, head: { type: null } }],
  ['another fragment', { anchor: { tname: 'otro' }, head: { tname: 'otro' } }],
  ['half an id', { anchor: { item: { client: 1 } }, head: end }],
  ['an id of words', { anchor: { item: { client: 'a', clock: 'b' } }, head: end }],
  ['a negative clock', { anchor: { item: { client: 1, clock: -1 } }, head: end }],
  ['a broken number', { anchor: end, head: { type: { client: 1, clock: 0.5 } } }],
  ['a list', [end, end]],
  ['words', 'aquí'],
])('a caret that no editor can draw is dropped: %s', async (_what, cursor) => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  const seen = () => witness.provider.awareness!.getStates().get(5);
  client.send(Type.awareness, state(5, { cursor }));
  await until(() => seen() !== undefined, 'seen');
  expect(seen()!.cursor).toBeUndefined();
  client.send(Type.awareness, state(5, { cursor: { ...caret, more: 'x' } }, 2));
  await until(() => seen()!.cursor !== undefined, 'a good one is passed on');
  expect(seen()!.cursor).toEqual(caret);
  expect(() => place(witness.document, seen()!.cursor)).not.toThrow();
  client.leave();
  witness.leave();
});

test('case 9: presence under another client id is dropped and logged', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const victim = await visit(server, world, chapter, world.people.coordination);
  victim.provider.setAwarenessField('cursor', caret);
  const witness = await visit(server, world, chapter, world.people.observer);
  const seen = () => witness.provider.awareness!.getStates().get(victim.document.clientID);
  await until(() => seen()?.cursor !== undefined, 'seen');
  const thief = await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  thief.send(
    Type.awareness,
    state(victim.document.clientID, { cursor: { anchor: end, head: { ...end, assoc: 1 } } }, 99),
  );
  thief.send(Type.awareness, state(victim.document.clientID, null, 100));
  await pause(200);
  expect(seen()).toMatchObject({ user: { name: 'Coordinación' }, cursor: caret });
  expect(server.lines.some((line) => line.msg === 'presence under another client id dropped')).toBe(true);
  expect(JSON.stringify(server.lines)).not.toContain('Coordinación');
  thief.leave();
  victim.leave();
  witness.leave();
});

test.each([
  ['cut short', new Uint8Array([1, 200])],
  ['no JSON', Uint8Array.from([1, 5, 1, 1, 123])],
])('presence that is %s closes the socket', async (_what, bytes) => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  client.send(Type.awareness, bytes);
  expect((await client.ended()).code).toBe(CloseCode.malformed);
});

function states(values: Record<number, unknown>): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, Object.keys(values).length);
  for (const [clientId, value] of Object.entries(values)) {
    encoding.writeVarUint(encoder, Number(clientId));
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, JSON.stringify(value));
  }
  return encoding.toUint8Array(encoder);
}

test('one message tells of one client: with 200,000 states it is refused before it is read, and told once', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.observer),
  );
  const many = states(Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [1_000 + at, {}])));
  const lines = server.lines.length;
  const turns = monitorEventLoopDelay({ resolution: 5 });
  client.send(Type.awareness, many);
  turns.enable();
  expect(await client.ended()).toEqual({ code: CloseCode.malformed, reason: 'malformed_message' });
  turns.disable();
  expect(turns.max / 1e6).toBeLessThan(300);
  expect(server.lines.length - lines).toBeLessThan(5);
  const two = await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.observer));
  two.send(Type.awareness, states({ 5: {}, 6: {} }));
  expect((await two.ended()).code).toBe(CloseCode.malformed);
});

test('a computer that wakes up sees nobody any more and says so: nobody is gone by that, nor is it', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const sleeper = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  sleeper.send(Type.awareness, state(5, { cursor: caret }));
  const seen = () => witness.provider.awareness!.getStates();
  await until(() => seen().has(5), 'seen');
  sleeper.send(Type.awareness, states({ [witness.document.clientID]: null, 5: null, 99: null }));
  sleeper.send(Type.awareness, state(5, { cursor: caret, idle: true }, 2));
  await until(() => seen().get(5)?.idle === true, 'still there');
  expect(sleeper.closed).toBeNull();
  sleeper.leave();
  witness.leave();
});

test('presence under any number of other client ids is told of once', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  const lines = server.lines.length;
  for (let id = 1; id <= 50; id += 1) client.send(Type.awareness, state(id, {}));
  client.send(Type.sync, 0, new Uint8Array([0]));
  await until(() => client.received.some(({ step }) => step === 1), 'all were read');
  await pause(200);
  const told = server.lines.slice(lines).filter(({ msg }) => String(msg).includes('another client id'));
  expect(told).toHaveLength(1);
  client.leave();
});

test('presence is small', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  client.send(Type.awareness, state(5, { cursor: { filling: 'x'.repeat(10_000) } }));
  expect(await client.ended()).toEqual({ code: CloseCode.malformed, reason: 'presence_too_large' });
});

test('a tab that comes back under its client id takes the place of its dead socket', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const dead = await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  dead.send(Type.awareness, state(77, { cursor: caret }));
  await pause(50);
  const back = await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  back.send(Type.awareness, state(77, { cursor: caret }, 2));
  expect(await dead.ended()).toEqual({ code: CloseCode.outOfStep, reason: 'replaced' });
  expect(back.closed).toBeNull();
  back.leave();
});

test('a caret is shown once the database knows whose its client id is, and not before', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  const seen = () => witness.provider.awareness!.getStates().get(88);
  await world.owner`alter function collab.claim_client rename to away`;
  client.send(Type.awareness, state(88, { cursor: caret }));
  await until(() => server.lines.some(({ msg }) => msg === 'presence waits for the database'), 'it waits');
  expect(seen()).toBeUndefined();
  expect(client.closed).toBeNull();
  await world.owner`alter function collab.away rename to claim_client`;
  client.send(Type.awareness, state(88, { cursor: caret }, 2));
  await until(() => seen() !== undefined, 'seen');
  const rows = await world.owner`
    select person_id from collab.chapter_clients where chapter_id = ${chapter} and client_id = 88`;
  expect(rows).toEqual([{ person_id: world.people.drafter.id }]);
  client.leave();
  witness.leave();
});

test('who shows ever new client ids is held to as many as they may write under', async () => {
  const { world } = here;
  const server = await serve(world, { newClientsPerDay: 5 });
  const chapter = await world.addChapter();
  const rows = async () => {
    const [row] = await world.owner`
      select count(*)::integer as count from collab.chapter_clients where chapter_id = ${chapter}`;
    return row!.count as number;
  };
  const witness = await visit(server, world, chapter, world.people.coordination);
  for (let count = 0; count < 12; count += 1) {
    const client = await new RawClient(server, chapter).enter(
      await world.ticket(chapter, world.people.observer),
    );
    client.send(Type.awareness, state(9_000 + count, {}));
    client.leave();
  }
  await until(() => server.health().sockets === 1, 'all have gone');
  expect(await rows()).toBeLessThanOrEqual(7);
  // Others are shown and write as before.
  witness.provider.setAwarenessField('cursor', caret);
  const late = await visit(server, world, chapter, world.people.drafter);
  await until(
    () => late.provider.awareness!.getStates().has(witness.document.clientID),
    'the others are still seen',
  );
  late.write('Sigo. ');
  await late.saved();
  for (const visitor of [witness, late]) visitor.leave();
  await server.stop();
});
