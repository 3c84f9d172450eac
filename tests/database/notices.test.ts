import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type World, asPerson, openWorld } from './world.ts';

let world: World;
const heard: Record<string, unknown>[] = [];
const words = new Map<string, string>();

beforeAll(async () => {
  world = await openWorld();
  for (const { id, word } of await world.owner`select id, word from tests.words`)
    words.set(id as string, word as string);
  await world.collab.listen('concierta', (payload) =>
    heard.push(JSON.parse(payload) as Record<string, unknown>),
  );
});
afterAll(() => world?.close());

/** What the collaboration server is told, ids as words; asked for after a mark that comes last. */
async function told(work: () => Promise<unknown>): Promise<string[]> {
  await work();
  await world.owner`select pg_notify('concierta', '{"kind": "mark"}')`;
  while (heard.at(-1)?.kind !== 'mark') await new Promise((resolve) => setTimeout(resolve, 5));
  return heard
    .splice(0)
    .slice(0, -1)
    .map((notice) =>
      Object.entries(notice)
        .sort()
        .map(([key, value]) => {
          const named = String(value)
            .split(',')
            .map((id) => words.get(id) ?? id);
          return `${key}=${named.sort().join(',')}`;
        })
        .join(' '),
    )
    .sort();
}

test('a person suspended, signed out or out of their organization is looked at again', async () => {
  expect(
    await told(
      () => world.owner`update public.people set status = 'suspended' where id = tests.id('academia')`,
    ),
  ).toEqual(['kind=access person=academia']);
  expect(
    await told(
      () =>
        world.owner`update public.memberships set status = 'revoked' where person_id = tests.id('academia')`,
    ),
  ).toEqual(['kind=access person=academia']);
  expect(
    await told(() => asPerson(world.owner, 'observador', (tx) => tx`select public.sign_out_everywhere()`)),
  ).toEqual(['kind=signed_out person=observador']);
  const session = '00000000-0000-4000-8000-00000000000a';
  const claims = (tx: TransactionSql) =>
    tx`select set_config('request.jwt.claims',
      (current_setting('request.jwt.claims')::jsonb || jsonb_build_object('session_id', ${session}::text))::text, true)`;
  expect(
    await told(() =>
      asPerson(world.owner, 'federal', async (tx) => {
        await claims(tx);
        await tx`select public.sign_out_here()`;
      }),
    ),
  ).toEqual([`kind=signed_out person=federal session=${session}`]);
});

test('a seat given to an organization or taken from it: all its people', async () => {
  const people = ['kind=access person=osc', 'kind=access person=retirada', 'kind=access person=suspendida'];
  expect(
    await told(
      () => world.owner`insert into public.seats (body_id, organization_id, label)
        values (tests.id('comite'), tests.id('red'), 'otra')`,
    ),
  ).toEqual(people);
  expect(await told(() => world.owner`delete from public.seats where label = 'otra'`)).toEqual(people);
});

test('a mesa dissolved or installed again: all the people of those who sit in it; a name given to it: nobody', async () => {
  const set = (field: string, value: string) =>
    told(
      () =>
        world.owner`update public.bodies set ${world.owner(field)} = ${value} where id = tests.id('mesa')`,
    );
  expect(await set('status', 'dissolved')).toEqual(['kind=access person=estado']);
  expect(await set('status', 'dissolved')).toEqual([]);
  expect(await set('status', 'installed')).toEqual(['kind=access person=estado']);
  expect(await set('name', 'Mesa de justicia')).toEqual([]);
});

test('an organization suspended or given another role: all its people', async () => {
  const people = ['kind=access person=osc', 'kind=access person=retirada', 'kind=access person=suspendida'];
  expect(
    await told(
      () => world.owner`update public.organizations set status = 'suspended' where id = tests.id('red')`,
    ),
  ).toEqual(people);
  expect(
    await told(
      () => world.owner`update public.organizations set status = 'active' where id = tests.id('red')`,
    ),
  ).toEqual(people);
  expect(
    await told(
      () =>
        world.owner`update public.arrangement_parties set role = 'observer' where organization_id = tests.id('red')`,
    ),
  ).toEqual(people);
  expect(
    await told(
      () =>
        world.owner`update public.arrangement_parties set role = 'commenter' where organization_id = tests.id('red')`,
    ),
  ).toEqual(people);
});

test('an organization taken out of an arrangement: all its people', async () => {
  const out = () =>
    asPerson(
      world.owner,
      'admin',
      (tx) => tx`select public.remove_party(tests.id('oaxaca'), tests.id('defensoria'), 'observer')`,
    );
  expect(await told(out)).toEqual(['kind=access person=observador']);
});

test('an arrangement that ends: everybody in it', async () => {
  const notices = await told(
    () => world.owner`update public.arrangements set status = 'ended' where id = tests.id('puebla')`,
  );
  expect(notices).toEqual([
    'kind=access person=federal',
    'kind=access person=oficina',
    'kind=access person=otroestado',
  ]);
});

test('writing that is held for a step: the text is to be written down; let go: nothing', async () => {
  await world.owner`update public.documents set stage = 'technical_review' where id = tests.id('diagnostico')`;
  await told(() => Promise.resolve());
  const hold = () =>
    asPerson(
      world.owner,
      'coordinacion',
      (tx) =>
        tx`select public.hold_writing(tests.id('diagnostico'), 'open_consultation', 'technical_review')`,
    );
  expect(await told(hold)).toEqual(['document=diagnostico kind=materialise']);
  expect(await told(hold)).toEqual([]);
  expect(
    await told(() =>
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`select public.release_writing(tests.id('diagnostico'))`,
      ),
    ),
  ).toEqual([]);
  await world.owner`update public.documents set stage = 'drafting' where id = tests.id('diagnostico')`;
  await told(() => Promise.resolve());
});

test('a step, a name, a mesa, which edition is replaced', async () => {
  expect(
    await told(() =>
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`select public.advance_document(tests.id('diagnostico'), 'submit', 'drafting')`,
      ),
    ),
  ).toEqual(['document=diagnostico kind=access', 'document=diagnostico kind=document']);
  expect(
    await told(() =>
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`update public.chapters set title = 'Otro' where id = tests.id('marco')`,
      ),
    ),
  ).toEqual(['document=diagnostico kind=document']);
  expect(
    await told(() =>
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`update public.chapters set lead_body_id = null where id = tests.id('justicia')`,
      ),
    ),
  ).toEqual(['document=diagnostico kind=access', 'document=diagnostico kind=document']);
  expect(
    await told(() =>
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`select public.set_supersedes(tests.id('diagnostico'), null)`,
      ),
    ),
  ).toEqual(['document=diagnostico kind=document']);
});

test('a chapter that gets its first word or loses its last; what is written in between, or in a removed one: nobody', async () => {
  const marco = await world.id('marco');
  const write = (text: string) =>
    told(async () => {
      const content = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
      const [head] = await world.owner`
        update collab.chapter_heads set last_seq = last_seq + 1 where chapter_id = ${marco} returning last_seq`;
      const [row] = await world.collab`
        select collab.save_chapter_text(${marco}, ${head!.last_seq}, '\\x00', ${world.collab.json(content)}) as saved`;
      expect(row!.saved).toBe(true);
    });
  const news = ['document=diagnostico kind=document'];
  expect(await write(' ')).toEqual(news);
  expect(await write('   ')).toEqual([]);
  expect(await write('El')).toEqual(news);
  expect(await write('El agua')).toEqual([]);
  await world.owner`delete from public.chapter_texts where chapter_id = ${marco}`;
  expect(await write(' ')).toEqual([]);
  await world.owner`delete from public.chapter_texts where chapter_id = ${marco}`;
  expect(await write('El agua')).toEqual(news);
  await told(() => world.owner`update public.chapters set removed_at = now() where id = ${marco}`);
  expect(await write(' ')).toEqual([]);
  expect(await write('El agua')).toEqual([]);
  await told(() => world.owner`update public.chapters set removed_at = null where id = ${marco}`);
});

test.each([
  ['arrangement', 'arrangement', ['null']],
  ['sector', 'sector:civil_society', ['osc', 'osc2', 'suspendida']],
  ['office', 'office', ['oficina']],
])('a point said to %s names its audience, never its words', async (visibility, audience, people) => {
  const notices = await told(() =>
    asPerson(
      world.owner,
      'osc',
      (tx) =>
        tx`select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Secreto', ${visibility})`,
    ),
  );
  expect(notices).toEqual([
    `audience=${audience} chapter=marco document=diagnostico kind=discussion people=${people.join(',')} person=osc`,
  ]);
});

test('what is undone is not told', async () => {
  const undone = () =>
    asPerson(world.owner, 'coordinacion', async (tx) => {
      await tx`select public.add_chapter(tests.id('diagnostico'), 'Nada')`;
      throw new Error('undone');
    }).catch(() => {});
  expect(await told(undone)).toEqual([]);
});
