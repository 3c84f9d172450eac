import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { frame, RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { until, visit, Visitor } from './visitor.ts';

const here = newWorld({ authenticationMs: 700, socketsPerPerson: 2, socketsPerChapter: 3 });

test('a pass opens its chapter once', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const ticket = await world.ticket(chapter, world.people.coordination);
  const one = await new Visitor(server, chapter, ticket).synced();
  expect(one.notice('access')).toEqual([{ type: 'access', canEdit: true, reason: null }]);
  const again = await new RawClient(server, chapter).enter(ticket);
  expect(await again.ended()).toEqual({ code: CloseCode.passRefused, reason: 'pass_refused' });
  one.leave();
});

test('case 14: a pass for one chapter is refused at another, and logged', async () => {
  const { world, server } = here;
  const [mine, other] = [await world.addChapter(), await world.addChapter()];
  const ticket = await world.ticket(mine, world.people.coordination);
  const client = new Visitor(server, other, ticket);
  await until(() => client.denied.length > 0, 'denied');
  expect(client.denied[0]).toBe('pass_for_another_chapter');
  await until(() => client.closes.length > 0, 'closed');
  expect(client.closes[0]).toEqual({ code: CloseCode.accessLost, reason: 'pass_for_another_chapter' });
  expect(server.lines.some((line) => line.asked === other && line.pass === mine)).toBe(true);
  expect(client.words()).toBe('');
  client.leave();
});

test.each([
  ['', 'pass_refused'],
  ['x'.repeat(64), 'pass_refused'],
  ['x'.repeat(5_000), 'pass_refused'],
])('an invented pass is refused (%#)', async (ticket, reason) => {
  const client = await new RawClient(here.server, await here.world.addChapter()).enter(ticket);
  expect(await client.ended()).toEqual({ code: CloseCode.passRefused, reason });
});

test('a pass of someone who lost the right to read meanwhile opens nothing', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const person = world.people.academia;
  const ticket = await world.ticket(chapter, person);
  await world.owner`update public.memberships set status = 'revoked' where person_id = ${person.id}`;
  const client = await new RawClient(server, chapter).enter(ticket);
  expect((await client.ended()).code).toBe(CloseCode.passRefused);
  await world.owner`update public.memberships set status = 'active' where person_id = ${person.id}`;
});

test('only chapters have a name here', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const ticket = await world.ticket(chapter, world.people.coordination);
  const client = new Visitor(server, chapter, ticket, { name: 'chapter/../otro' });
  await until(() => client.closes.length > 0, 'closed');
  expect(client.closes[0]).toEqual({ code: CloseCode.malformed, reason: 'unknown_document' });
  client.leave();
});

test('case 16: who shows no pass in time, or floods before, is cut off', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const silent = await new RawClient(server, chapter).open();
  const loud = await new RawClient(server, chapter).open();
  for (let count = 0; count < 300; count += 1) loud.update(new Uint8Array(1_000));
  expect((await loud.ended()).code).not.toBe(1000);
  expect(await silent.ended()).toEqual({ code: CloseCode.tooSlow, reason: 'no_pass_in_time' });
  await until(() => server.health().sockets === 0, 'no socket left');
});

test('a second document on one socket is refused', async () => {
  const { world, server } = here;
  const [mine, other] = [await world.addChapter(), await world.addChapter()];
  const client = await new RawClient(server, mine).enter(await world.ticket(mine, world.people.coordination));
  client.socket.send(
    frame(other, Type.auth, 0, await world.ticket(other, world.people.coordination)) as never,
  );
  expect(await client.ended()).toEqual({ code: CloseCode.malformed, reason: 'one_document_per_socket' });
});

test('case 17: one socket too many, of a person or of a chapter, gets a clear answer', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const { coordination, drafter, civil } = world.people;
  const sitting = [
    await visit(server, world, chapter, coordination),
    await visit(server, world, chapter, coordination),
  ];
  const third = await new RawClient(server, chapter).enter(await world.ticket(chapter, coordination));
  expect(await third.ended()).toEqual({ code: CloseCode.full, reason: 'person_full' });
  sitting.push(await visit(server, world, chapter, drafter));
  const fourth = await new RawClient(server, chapter).enter(await world.ticket(chapter, civil));
  expect(await fourth.ended()).toEqual({ code: CloseCode.full, reason: 'chapter_crowded' });
  for (const visitor of sitting) visitor.leave();
});
