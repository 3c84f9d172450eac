import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { newWorld } from './setup.ts';
import { pause, until, visit, Visitor, wordsInLog } from './visitor.ts';
import { logOf, type World } from './world.ts';

const here = newWorld();

/** What the system promises: a right that is taken away is gone from open sockets by then, in milliseconds. */
const PROMISED_MS = 5_000;
const SESSION = randomUUID();

interface Case {
  take: (world: World, chapter: string) => Promise<unknown>;
  /** Brings the world back to where it was. */
  restore?: (world: World, chapter: string) => Promise<unknown>;
  /** How the socket ends, or why it reads only from then on. */
  ends: { code: CloseCode; reason: string } | string;
  prepare?: (world: World, chapter: string) => Promise<unknown>;
  sessionSeconds?: number;
}

const lost = { code: CloseCode.accessLost, reason: 'access_lost' };
const signedOut = { code: CloseCode.signedOut, reason: 'signed_out' };
const drafter = () => here.world.people.drafter;
const setRole = (role: string) => (world: World) =>
  world.owner`update public.arrangement_parties set role = ${role} where organization_id = ${drafter().organizationId}`;
const setMembership = (status: string) => (world: World) =>
  world.owner`update public.memberships set status = ${status} where person_id = ${drafter().id}`;
const setPerson = (status: string) => (world: World) =>
  world.owner`update public.people set status = ${status} where id = ${drafter().id}`;
const setOrganization = (status: string) => (world: World) =>
  world.owner`update public.organizations set status = ${status} where id = ${drafter().organizationId}`;
const setStage = (stage: string) => (world: World) =>
  world.owner`update public.documents set stage = ${stage} where id = ${world.documentId}`;

/** A mesa of the arrangement; the drafter's organization has a seat in it, or nobody has. */
async function addMesa(world: World, seated: boolean): Promise<string> {
  const [body] = await world.owner`
    insert into public.bodies (arrangement_id, kind, name)
    select arrangement_id, 'working_table', 'Mesa' from public.documents where id = ${world.documentId} returning id`;
  if (seated)
    await world.owner`insert into public.seats (body_id, organization_id) values (${body!.id}, ${drafter().organizationId})`;
  return body!.id as string;
}
const setMesa = (status: string) => (world: World) =>
  world.owner`update public.bodies set status = ${status} where kind = 'working_table'`;
const leadBy = (chapter: string, body: string) => (world: World) =>
  world.owner`update public.chapters set lead_body_id = ${body} where id = ${chapter}`;

const cases: Record<string, Case> = {
  'the membership is revoked': {
    take: setMembership('revoked'),
    restore: setMembership('active'),
    ends: lost,
  },
  'the person is suspended': { take: setPerson('suspended'), restore: setPerson('active'), ends: lost },
  'the organization is suspended': {
    take: setOrganization('suspended'),
    restore: setOrganization('active'),
    ends: lost,
  },
  'the organization is no party any more': {
    take: (world) =>
      world.owner`delete from public.arrangement_parties where organization_id = ${drafter().organizationId}`,
    restore: (world) => world.owner`
      insert into public.arrangement_parties (arrangement_id, organization_id, role)
      select arrangement_id, ${drafter().organizationId}, 'drafter' from public.documents where id = ${world.documentId}`,
    ends: lost,
  },
  'the organization’s role only reads': {
    take: setRole('observer'),
    restore: setRole('drafter'),
    ends: 'not_a_drafter',
  },
  'the arrangement ends': {
    take: (world) => world.owner`update public.arrangements set status = 'ended'`,
    restore: (world) => world.owner`update public.arrangements set status = 'in_force'`,
    ends: 'ended',
  },
  'the organization loses its seat in the mesa': {
    prepare: async (world, chapter) => leadBy(chapter, await addMesa(world, true))(world),
    take: (world) =>
      world.owner`delete from public.seats where organization_id = ${drafter().organizationId}`,
    ends: 'other_mesa',
  },
  'the mesa is dissolved': {
    prepare: async (world, chapter) => leadBy(chapter, await addMesa(world, true))(world),
    take: setMesa('dissolved'),
    restore: setMesa('installed'),
    ends: 'other_mesa',
  },
  'the chapter goes to another mesa': {
    take: async (world, chapter) => leadBy(chapter, await addMesa(world, false))(world),
    ends: 'other_mesa',
  },
  'the stage freezes the text': { take: setStage('voting'), restore: setStage('drafting'), ends: 'voting' },
  'the chapter is removed': {
    take: (world, chapter) =>
      world.as(world.people.coordination, (sql) => sql`select public.remove_chapter(${chapter})`),
    ends: lost,
  },
  'the session’s token expires': {
    sessionSeconds: 2,
    take: () => pause(0),
    ends: { code: CloseCode.passRefused, reason: 'session_expired' },
  },
  'the person signs out everywhere': {
    take: (world) => world.as(drafter(), (sql) => sql`select public.sign_out_everywhere()`),
    restore: (world) =>
      world.owner`update public.people set signed_out_at = '-infinity' where id = ${drafter().id}`,
    ends: signedOut,
  },
  'the person signs out here': {
    take: (world) => world.as(drafter(), (sql) => sql`select public.sign_out_here()`, SESSION),
    restore: (world) => world.owner`delete from collab.ended_sessions`,
    ends: signedOut,
  },
};

test.each(Object.entries(cases))(
  'case 13: %s: writing is refused and the socket knows it within 5 s; the text stays as it was',
  async (_title, { prepare, take, restore, ends, sessionSeconds }) => {
    const { world, server } = here;
    // A text to be removed must be empty.
    const chapter = await world.addChapter();
    await prepare?.(world, chapter);
    // One pass: whoever is put out cannot come in again with it.
    const ticket = await world.ticket(chapter, drafter(), sessionSeconds, SESSION);
    const writer = await new Visitor(server, chapter, ticket).synced();
    const witness = await visit(server, world, chapter, world.people.coordination);
    try {
      expect(writer.notice('access')[0]).toEqual({ type: 'access', canEdit: true, reason: null });
      const words = _title.includes('removed') ? '' : 'Antes. ';
      if (words) writer.write(words);
      await writer.saved();
      await take(world, chapter);
      const since = Date.now();
      const told = () =>
        typeof ends === 'string'
          ? writer.notice('access').at(-1)?.reason === ends
          : writer.closes.some(({ code, reason }) => code === ends.code && reason === ends.reason);
      if (sessionSeconds) await until(told, 'closed', PROMISED_MS);
      const before = await logOf(world, chapter);
      writer.write('Después. ');
      await until(told, 'closed or read-only', PROMISED_MS);
      expect(Date.now() - since).toBeLessThan(PROMISED_MS);
      writer.write('Y aún. ');
      await pause(300);
      expect(writer.provider.unsyncedChanges).toBeGreaterThan(0);
      expect(await logOf(world, chapter)).toEqual(before);
      expect(await wordsInLog(world, chapter)).toBe(words);
      if (words) expect(witness.words()).toBe(words);
    } finally {
      writer.leave();
      witness.leave();
      await restore?.(world, chapter);
    }
  },
);

test('case 13: a right that is gained is there within 5 s, without coming in anew', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  await setRole('commenter')(world);
  const reader = await visit(server, world, chapter, drafter());
  expect(reader.notice('access').at(-1)).toMatchObject({ canEdit: false, reason: 'not_a_drafter' });
  await setRole('drafter')(world);
  const since = Date.now();
  await until(() => reader.notice('access').at(-1)?.canEdit === true, 'may write', PROMISED_MS);
  expect(Date.now() - since).toBeLessThan(PROMISED_MS);
  reader.write('Ahora sí. ');
  await reader.saved();
  expect(await wordsInLog(world, chapter)).toBe('Ahora sí. ');
  expect(reader.closes).toEqual([]);
  reader.leave();
});

test('case 13: a seat that is gained lets its organization write, without coming in anew', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const mesa = await addMesa(world, false);
  await leadBy(chapter, mesa)(world);
  const reader = await visit(server, world, chapter, drafter());
  expect(reader.notice('access').at(-1)).toMatchObject({ canEdit: false, reason: 'other_mesa' });
  await world.owner`insert into public.seats (body_id, organization_id) values (${mesa}, ${drafter().organizationId})`;
  await until(() => reader.notice('access').at(-1)?.canEdit === true, 'may write', PROMISED_MS);
  reader.leave();
});

test('case 13: a mesa that is installed again lets those who sit in it write, without coming in anew', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  await leadBy(chapter, await addMesa(world, true))(world);
  await setMesa('dissolved')(world);
  const reader = await visit(server, world, chapter, drafter());
  expect(reader.notice('access').at(-1)).toMatchObject({ canEdit: false, reason: 'other_mesa' });
  await setMesa('installed')(world);
  await until(() => reader.notice('access').at(-1)?.canEdit === true, 'may write', PROMISED_MS);
  reader.write('Otra vez. ');
  await reader.saved();
  expect(await wordsInLog(world, chapter)).toBe('Otra vez. ');
  expect(reader.closes).toEqual([]);
  reader.leave();
});

test('case 13: signing out everywhere ends nobody else’s sockets; signing out here no other session’s', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const [mine, other] = [randomUUID(), randomUUID()];
  const tab = async (session: string) =>
    new Visitor(server, chapter, await world.ticket(chapter, drafter(), 3600, session)).synced();
  const here_ = [await tab(mine), await tab(mine)];
  const elsewhere = await tab(other);
  const theirs = await visit(server, world, chapter, world.people.coordination);
  const unused = await world.ticket(chapter, drafter(), 3600, mine);
  await world.as(drafter(), (sql) => sql`select public.sign_out_here()`, mine);
  await until(() => here_.every(({ closes }) => closes.length > 0), 'both tabs are closed', PROMISED_MS);
  expect(here_.map(({ closes }) => closes[0])).toEqual([signedOut, signedOut]);
  const late = new Visitor(server, chapter, unused);
  await until(() => late.denied.length > 0, 'the unused pass is void');
  await expect(world.ticket(chapter, drafter(), 3600, mine)).rejects.toThrow('not_signed_in');
  elsewhere.write('Sigo. ');
  await elsewhere.saved();
  expect(elsewhere.closes).toEqual([]);

  await world.as(drafter(), (sql) => sql`select public.sign_out_everywhere()`, other);
  await until(() => elsewhere.closes.length > 0, 'closed', PROMISED_MS);
  expect(elsewhere.closes[0]).toEqual(signedOut);
  await until(() => theirs.words() === 'Sigo. ', 'it is read');
  theirs.write('Yo también. ');
  await theirs.saved();
  expect(theirs.closes).toEqual([]);
  expect(await wordsInLog(world, chapter)).toBe('Sigo. Yo también. ');
  await world.owner`update public.people set signed_out_at = '-infinity' where id = ${drafter().id}`;
  for (const visitor of [...here_, late, elsewhere, theirs]) visitor.leave();
});
