import { expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { pause, until, visit } from './visitor.ts';

const here = newWorld();

function state(clientId: number, value: unknown, clock = 1): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, JSON.stringify(value));
  return encoding.toUint8Array(encoder);
}

test('who one is comes from the pass, whatever the client says; a reader shows a caret too', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.coordination);
  const reader = await visit(server, world, chapter, world.people.civil);
  reader.provider.setAwarenessField('user', { name: 'Oficina', sector: 'office' });
  reader.provider.setAwarenessField('cursor', { anchor: { type: null }, head: { type: null } });
  const seen = () => writer.provider.awareness!.getStates().get(reader.document.clientID);
  await until(() => seen()?.cursor !== undefined, 'the caret is seen');
  expect(seen()).toEqual({
    user: {
      personId: world.people.civil.id,
      name: 'Sociedad civil',
      organization: 'Sociedad civil',
      sector: 'civil_society',
      canEdit: false,
    },
    cursor: { anchor: { type: null }, head: { type: null } },
  });
  expect([...writer.provider.awareness!.getStates().keys()].sort()).toEqual(
    [writer.document.clientID, reader.document.clientID].sort(),
  );
  reader.leave();
  await until(() => seen() === undefined, 'gone');
  writer.leave();
});

test('case 9: presence under another client id is dropped and logged', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const victim = await visit(server, world, chapter, world.people.coordination);
  victim.provider.setAwarenessField('cursor', { at: 'mine' });
  const witness = await visit(server, world, chapter, world.people.observer);
  const seen = () => witness.provider.awareness!.getStates().get(victim.document.clientID);
  await until(() => seen()?.cursor !== undefined, 'seen');
  const thief = await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  thief.send(Type.awareness, state(victim.document.clientID, { cursor: { at: 'stolen' } }, 99));
  thief.send(Type.awareness, state(victim.document.clientID, null, 100));
  await pause(200);
  expect(seen()).toMatchObject({ user: { name: 'Coordinación' }, cursor: { at: 'mine' } });
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
  expect((await client.ended()).code).toBe(CloseCode.outOfStep);
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
  dead.send(Type.awareness, state(77, { cursor: {} }));
  await pause(50);
  const back = await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  back.send(Type.awareness, state(77, { cursor: {} }, 2));
  expect(await dead.ended()).toEqual({ code: CloseCode.outOfStep, reason: 'replaced' });
  expect(back.closed).toBeNull();
  back.leave();
});
