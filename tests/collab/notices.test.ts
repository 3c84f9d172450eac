import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { pause, until, visit, wordsInLog } from './visitor.ts';
import type { World } from './world.ts';

const here = newWorld();

const say = (message: object) => here.world.owner`select pg_notify('concierta', ${JSON.stringify(message)})`;

async function everybody() {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const keys = Object.keys(world.people) as (keyof World['people'])[];
  const visitors = await Promise.all(
    keys.map(async (key) => ({ key, at: await visit(server, world, chapter, world.people[key]) })),
  );
  await Promise.all(visitors.map(({ at }) => at.forget()));
  const told = (type: 'discussion' | 'document') =>
    visitors.filter(({ at }) => at.notice(type).length > 0).map(({ key }) => key);
  const leave = () => visitors.forEach(({ at }) => at.leave());
  return { visitors, told, leave };
}

// The first: what the others say would be told, too.
test('whoever comes in is told what was said while their page was being read, as far as it was for them', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const told = (at: typeof witness) =>
    at.notices.map(({ type }) => type).filter((type) => type === 'discussion');
  await say({
    kind: 'discussion',
    document: world.documentId,
    person: world.people.academia.id,
    audience: 'office',
    people: [world.people.civil.id],
  });
  await say({
    kind: 'discussion',
    document: '00000000-0000-4000-8000-000000000000',
    audience: 'arrangement',
  });
  await pause(100);
  expect(told(witness)).toEqual([]);
  const [concerned, author, other] = await Promise.all(
    (['civil', 'academia', 'drafter'] as const).map((key) =>
      visit(server, world, chapter, world.people[key]),
    ),
  );
  await pause(100);
  expect([concerned, author, other].map((at) => told(at!).length)).toEqual([1, 1, 0]);
  for (const at of [witness, concerned, author, other]) at!.leave();
});

test.each([
  ['arrangement', ['coordination', 'drafter', 'civil', 'academia', 'observer', 'office']],
  ['sector:civil_society', ['civil', 'observer']],
  ['office', ['office']],
])('news of a thread for %s reaches those it is for', async (audience, expected) => {
  const { told, leave } = await everybody();
  await say({ kind: 'discussion', document: here.world.documentId, chapter: null, person: null, audience });
  await until(() => told('discussion').length === expected.length, 'told');
  await pause(100);
  expect(told('discussion')).toEqual(expected);
  leave();
});

test('news of a confidence that names whom it was told to reaches nobody else of their sector', async () => {
  const { told, leave } = await everybody();
  await say({
    kind: 'discussion',
    document: here.world.documentId,
    chapter: null,
    person: null,
    audience: 'sector:civil_society',
    people: [here.world.people.observer.id],
  });
  await until(() => told('discussion').length === 1, 'told');
  await pause(100);
  expect(told('discussion')).toEqual(['observer']);
  leave();
});

test('a confidential thread opened by a person is told to its readers and its author alone', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const { told, leave } = await everybody();
  await world.as(
    world.people.academia,
    (sql) => sql`select public.open_comment_thread(${chapter},
      ${sql.json({ block: 'a', quote: { exact: 'x', prefix: '', suffix: '' }, position: { start: 0, end: 1 } })},
      'x', 'Para la Oficina', 'office')`,
  );
  await until(() => told('discussion').length === 2, 'told');
  await pause(100);
  expect(told('discussion')).toEqual(['academia', 'office']);
  leave();
});

test('a change of the document reaches everybody in it, and nobody elsewhere', async () => {
  const { told, leave } = await everybody();
  await say({ kind: 'document', document: '00000000-0000-4000-8000-000000000000' });
  await say({ kind: 'nonsense' });
  await here.world.owner`select pg_notify('concierta', 'no JSON')`;
  await pause(100);
  expect(told('document')).toEqual([]);
  await say({ kind: 'document', document: here.world.documentId });
  await until(() => told('document').length === 6, 'told');
  leave();
});

test('everybody sees who has which chapter open, without an e-mail in it', async () => {
  const { world, server } = here;
  const [first, second] = [await world.addChapter(), await world.addChapter()];
  const one = await visit(server, world, first, world.people.coordination);
  const two = await visit(server, world, second, world.people.observer);
  const present = () =>
    one
      .notice('presence')
      .at(-1)
      ?.people.map(({ name, chapterId }) => [name, chapterId]);
  await until(() => present()?.length === 2, 'both present');
  expect(present()).toEqual([
    ['Coordinación', first],
    ['Observación', second],
  ]);
  expect(JSON.stringify(one.notices)).not.toContain('@');
  two.leave();
  await until(() => present()?.length === 1, 'one left');
  one.leave();
});

test.each([['no JSON'], ['"text"'], ['{"kind":"x"}']])(
  'case 3: a stateless message that is no message (%s) closes that socket alone',
  async (payload) => {
    const { world, server } = here;
    const chapter = await world.addChapter();
    const witness = await visit(server, world, chapter, world.people.coordination);
    const client = await new RawClient(server, chapter).enter(
      await world.ticket(chapter, world.people.civil),
    );
    client.send(Type.stateless, payload);
    expect(await client.ended()).toEqual({ code: CloseCode.malformed, reason: 'malformed_message' });
    witness.write('Sigo. ');
    await witness.saved();
    witness.leave();
  },
);

test('an organization that is the Office’s by its role, not its sector, is told; one of the sector alone is not', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const { observer, office, academia } = world.people;
  const roleOf = (organizationId: string, role: string) =>
    world.owner`update public.arrangement_parties set role = ${role} where organization_id = ${organizationId}`;
  await roleOf(observer.organizationId, 'office');
  await roleOf(office.organizationId, 'observer');
  const { told, leave } = await everybody();
  await world.as(
    academia,
    (sql) => sql`select public.open_comment_thread(${chapter},
      ${sql.json({ block: 'a', quote: { exact: 'x', prefix: '', suffix: '' }, position: { start: 0, end: 1 } })},
      'x', 'Para la Oficina', 'office')`,
  );
  await until(() => told('discussion').length === 2, 'told');
  await pause(100);
  expect(told('discussion')).toEqual(['academia', 'observer']);

  // The role goes back while the sockets are open: so does who is told.
  await roleOf(observer.organizationId, 'observer');
  await roleOf(office.organizationId, 'office');
  await pause(300);
  await say({ kind: 'discussion', document: world.documentId, person: null, audience: 'office' });
  await until(() => told('discussion').includes('office'), 'told');
  await pause(100);
  expect(told('discussion')).toEqual(['academia', 'observer', 'office']);
  leave();
});

test('case 15: what a reader says beside the text reaches nobody, and changes nothing', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const reader = await visit(server, world, chapter, world.people.civil);
  const before = witness.notices.length;
  for (const said of [
    { type: 'discussion' },
    { type: 'access', canEdit: true, reason: null },
    { type: 'presence', people: [] },
  ])
    reader.provider.sendStateless(JSON.stringify(said));
  reader.write('No debería quedar. ');
  await until(() => reader.notice('refused').length > 0, 'refused');
  await pause(200);
  const news = witness.notices.slice(before).filter(({ type }) => type !== 'presence');
  expect(news).toEqual([]);
  expect(reader.notice('access').at(-1)).toMatchObject({ canEdit: false });
  expect(reader.provider.unsyncedChanges).toBeGreaterThan(0);
  expect(await wordsInLog(world, chapter)).toBe('');
  expect(witness.words()).toBe('');
  reader.leave();
  witness.leave();
});

test('a client cannot speak for the server', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  const client = await visit(server, world, chapter, world.people.civil);
  await witness.forget();
  client.provider.sendStateless(JSON.stringify({ type: 'discussion' }));
  await pause(200);
  expect(witness.notice('discussion')).toEqual([]);
  expect(client.closes).toEqual([]);
  client.leave();
  witness.leave();
});
