import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { newWorld } from './setup.ts';
import { until, visit, Visitor, wordsInLog } from './visitor.ts';
import { logOf } from './world.ts';

const here = newWorld();

const setStage = (stage: string) =>
  here.world.owner`update public.documents set stage = ${stage} where id = ${here.world.documentId}`;

test('case 13: a frozen stage makes open sockets read-only, and opening it gives writing back without a reload', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.write('Antes. ');
  await writer.saved();
  const start = Date.now();
  await setStage('voting');
  await until(() => writer.notice('access').at(-1)?.canEdit === false, 'read-only');
  expect(Date.now() - start).toBeLessThan(5_000);
  expect(writer.notice('access').at(-1)).toEqual({ type: 'access', canEdit: false, reason: 'voting' });
  const before = await logOf(world, chapter);
  writer.write('Después. ');
  await until(() => writer.notice('refused').length > 0, 'refused');
  expect(await logOf(world, chapter)).toEqual(before);

  await setStage('drafting');
  await until(() => writer.notice('access').at(-1)?.canEdit === true, 'writing again');
  writer.provider.forceSync();
  await writer.saved();
  expect(await wordsInLog(world, chapter)).toBe('Antes. Después. ');
  expect(writer.closes).toEqual([]);
  writer.leave();
});

test('case 13: the log itself refuses when the news has not arrived yet', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  await world.owner`alter table public.documents disable trigger user`;
  await setStage('voting');
  writer.write('Tarde. ');
  await until(() => writer.notice('access').at(-1)?.canEdit === false, 'read-only');
  expect(writer.provider.hasUnsyncedChanges).toBe(true);
  expect(await wordsInLog(world, chapter)).toBe('');
  await setStage('drafting');
  await world.owner`alter table public.documents enable trigger user`;
  writer.leave();
});

test('case 13: a removed chapter closes its sockets', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const reader = await visit(server, world, chapter, world.people.observer);
  await world.as(world.people.coordination, (sql) => sql`select public.remove_chapter(${chapter})`);
  await until(() => reader.closes.length > 0, 'closed');
  expect(reader.closes[0]!.code).toBe(CloseCode.accessLost);
  reader.leave();
});

test('case 13: an expired session closes the socket, which comes back with a new pass by itself', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  let passes = 0;
  const writer = new Visitor(server, chapter, () => {
    passes += 1;
    return world.ticket(chapter, world.people.drafter, passes === 1 ? 1 : 3600);
  });
  await writer.synced();
  await until(() => writer.closes.length > 0, 'closed');
  expect(writer.closes[0]).toEqual({ code: CloseCode.passRefused, reason: 'session_expired' });
  await writer.synced();
  writer.write('De vuelta. ');
  await writer.saved();
  expect(passes).toBe(2);
  writer.leave();
});

test('a new pass on the open socket renews it without closing', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  let passes = 0;
  const writer = new Visitor(server, chapter, () => {
    passes += 1;
    return world.ticket(chapter, world.people.drafter, passes === 1 ? 61 : 3600);
  });
  await writer.synced();
  await until(() => passes === 2, 'asked for a new pass');
  writer.write('Sigo. ');
  await writer.saved();
  expect(writer.closes).toEqual([]);
  writer.leave();
});

test('case 13: rights take effect also while the database channel is cut, and it is found again', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  await world.owner`
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'collab' and datname = current_database()`;
  await setStage('voting');
  await until(() => writer.notice('access').at(-1)?.canEdit === false, 'read-only', 5_000);
  await until(() => server.health().listening, 'listening again', 12_000);
  await setStage('drafting');
  await until(() => writer.notice('access').at(-1)?.canEdit === true, 'writing again', 12_000);
  writer.leave();
}, 40_000);

test('what was said while the database channel was cut is read again by everybody who is there, or comes soon', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const [one, other] = [world.people.drafter, world.people.civil];
  const writer = await (await visit(server, world, chapter, one)).forget();
  await world.owner`
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'collab' and datname = current_database()`;
  await until(() => writer.notice('document').length > 0, 'told of the document', 12_000);
  await until(() => writer.notice('discussion').length > 0, 'told of the discussion', 1_000);
  const late = await visit(server, world, chapter, other);
  await until(() => late.notice('discussion').length > 0, 'told, too', 1_000);
  writer.leave();
  late.leave();
}, 40_000);

test('whoever takes part as something else is told to read the page again, also when they write as little as before', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const { observer, civil } = world.people;
  const reader = await visit(server, world, chapter, observer);
  const other = await (await visit(server, world, chapter, civil)).forget();
  const become = (role: string) =>
    world.owner`update public.arrangement_parties set role = ${role} where organization_id = ${observer.organizationId}`;
  const told = reader.notice('document').length;
  const [before] = await world.owner<{ role: string }[]>`
    select role from public.arrangement_parties where organization_id = ${observer.organizationId}`;
  await become('commenter');
  await until(() => reader.notice('document').length > told, 'told');
  expect(other.notice('document')).toEqual([]);
  await become(before!.role);
  reader.leave();
  other.leave();
});
