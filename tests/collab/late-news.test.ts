import { createServer, connect as dial, type Server as Net, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { newWorld } from './setup.ts';
import { pause, serve, until, visit } from './visitor.ts';
import type { Persona, World } from './world.ts';

const here = newWorld();

const PROMISED_MS = 5_000;
const lost = { code: CloseCode.accessLost, reason: 'access_lost' };

const setMembership = (world: World, person: Persona, status: string) =>
  world.owner`update public.memberships set status = ${status} where person_id = ${person.id}`;
const setRole = (world: World, person: Persona, role: string) =>
  world.owner`update public.arrangement_parties set role = ${role} where organization_id = ${person.organizationId}`;

/**
 * Puts another function in the place of one of schema collab, which may take its time around the true one
 * (`collab.before`). Gives the way back.
 */
async function wrap(world: World, name: string, args: string, body: string): Promise<() => Promise<void>> {
  const [was] = await world.owner`
    select pg_get_function_arguments(oid) as args, pg_get_function_result(oid) as result,
      pg_get_function_identity_arguments(oid) as identity
    from pg_proc where pronamespace = 'collab'::regnamespace and proname = ${name}`;
  await world.owner.unsafe(`
    alter function collab.${name} rename to before;
    create sequence collab.calls;
    create function collab.${name}(${was!.args}) returns ${was!.result} language plpgsql security definer as $$
    declare v_call bigint := nextval('collab.calls');
    begin
      ${body.replace('RESULT', `return query select * from collab.before(${args});`)}
    end $$;
    grant execute on function collab.${name} to collab;`);
  return async () => {
    await world.owner.unsafe(`
      drop function collab.${name}(${was!.identity});
      drop sequence collab.calls;
      alter function collab.before rename to ${name};`);
  };
}

const ACCESS = ['chapter_access', 'p_chapter, p_person, p_signed_in_at, p_session'] as const;

test('case 13: rights that could not be asked for are asked for again until they are known', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const person = world.people.drafter;
  const writer = await visit(server, world, chapter, person);
  await pause(100);
  await world.owner`alter function collab.chapter_access rename to away`;
  await setMembership(world, person, 'revoked');
  const since = Date.now();
  await until(() => server.lines.some(({ msg }) => String(msg).includes('asking again')), 'it failed once');
  await pause(1_000);
  expect(writer.closes).toEqual([]);
  await world.owner`alter function collab.away rename to chapter_access`;
  await until(() => writer.closes.length > 0, 'closed', PROMISED_MS);
  expect(Date.now() - since).toBeLessThan(PROMISED_MS);
  expect(writer.closes[0]).toEqual(lost);
  writer.leave();
  await setMembership(world, person, 'active');
});

test('case 13: a database that does not answer in time is asked again, too', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const person = world.people.drafter;
  const writer = await visit(server, world, chapter, person);
  await pause(100);
  const back = await wrap(world, ...ACCESS, 'if v_call = 1 then perform pg_sleep(8); end if; RESULT');
  await setMembership(world, person, 'revoked');
  const since = Date.now();
  await until(() => writer.closes.length > 0, 'closed', PROMISED_MS);
  expect(Date.now() - since).toBeLessThan(PROMISED_MS);
  writer.leave();
  await back();
  await setMembership(world, person, 'active');
});

test('case 13: an old answer that comes late does not undo a newer one', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const person = world.people.drafter;
  await setRole(world, person, 'commenter');
  const writer = await visit(server, world, chapter, person);
  await pause(100);
  const back = await wrap(world, ...ACCESS, 'RESULT if v_call = 1 then perform pg_sleep(1); end if;');
  await setRole(world, person, 'drafter');
  await until(async () => {
    const [row] = await world.owner`select is_called from collab.calls`;
    return row!.is_called as boolean;
  }, 'the first question is under way');
  await pause(100);
  await setRole(world, person, 'observer');
  await pause(1_500);
  expect(writer.notice('access').map(({ canEdit }) => canEdit)).toEqual([false]);
  writer.leave();
  await back();
  await setRole(world, person, 'drafter');
});

test('case 13: what is told while a pass is being read is not missed', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const person = world.people.drafter;
  const back = await wrap(world, 'redeem_ticket', 'p_ticket', 'RESULT perform pg_sleep(1);');
  const coming = visit(server, world, chapter, person);
  await until(async () => {
    const [row] = await world.owner`select is_called from collab.calls`;
    return row!.is_called as boolean;
  }, 'the pass is being read');
  await pause(200);
  await setMembership(world, person, 'revoked');
  const since = Date.now();
  const writer = await coming;
  await until(() => writer.closes.length > 0, 'closed', PROMISED_MS);
  expect(Date.now() - since).toBeLessThan(PROMISED_MS);
  expect(writer.closes[0]).toEqual(lost);
  writer.leave();
  await setMembership(world, person, 'active');
  await until(
    async () => (await world.owner`select 1 from collab.tickets`).length === 0,
    'no pass is waiting',
  );
  await back();
});

/** Stands before the database; what was listening can be made deaf without being told. */
async function openProxy(
  databaseUrl: string,
): Promise<{ url: string; deafen: () => void; close: () => void }> {
  const target = new URL(databaseUrl);
  const path = `${decodeURIComponent(target.hostname)}/.s.PGSQL.5432`;
  const open = new Set<Socket>();
  const listening = new Set<Socket>();
  const proxy: Net = createServer((client) => {
    const database = dial(path);
    open.add(client).add(database);
    client.on('data', (data) => {
      if (data.toString('latin1').toLowerCase().includes('listen "')) listening.add(database);
    });
    client.pipe(database);
    database.pipe(client);
    for (const socket of [client, database]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(proxy.address() as { port: number }).port}`;
  return {
    url: url.href,
    deafen() {
      expect(listening.size).toBeGreaterThan(0);
      for (const database of listening) database.unpipe().pause();
    },
    close() {
      proxy.close();
      for (const socket of open) socket.destroy();
    },
  };
}

test('case 13: also when the channel has gone deaf without anybody noticing', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const person = world.people.drafter;
  const proxy = await openProxy(world.database.collabUrl);
  const server = await serve({ ...world, database: { ...world.database, collabUrl: proxy.url } });
  const [first, second] = [
    await visit(server, world, chapter, person),
    await visit(server, world, chapter, world.people.coordination),
  ];
  await pause(200);
  proxy.deafen();
  await setMembership(world, person, 'revoked');
  const since = Date.now();
  await until(() => first.closes.length > 0, 'closed', PROMISED_MS);
  expect(Date.now() - since).toBeLessThan(PROMISED_MS);
  expect(first.closes[0]).toEqual(lost);
  await until(() => server.health().listening, 'listening again');
  second.write('Sigo. ');
  await second.saved();
  first.leave();
  second.leave();
  await server.stop();
  proxy.close();
  await setMembership(world, person, 'active');
}, 30_000);
