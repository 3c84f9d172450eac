import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStack } from '#embedded/testing.ts';
import { readAdministration } from '#lib/features/administration/read-administration.server.ts';
import { readArrangement } from '#lib/features/arrangements/read-arrangement.server.ts';
import { readArrangements } from '#lib/features/work/read-arrangements.server.ts';
import { type RestServer, claimsOf, makeClient, signToken } from '../supabase/library.ts';
import { hasPostgrest, openPostgrest } from '../supabase/postgrest.ts';
import { type World, openWorld } from './world.ts';

// More organizations, people and seats than REST gives rows in an answer, or than ids fit into an address.
const MANY = 1100;
const SEATS = 450;

let world: World;

beforeAll(async () => {
  world = await openWorld();
  const { owner } = world;
  await owner`
    insert into public.organizations (name, short_name, sector)
    select 'Organización número ' || n, 'O-' || n, 'civil_society' from generate_series(1, ${MANY}::int) n`;
  await owner`
    insert into auth.users (id, email, raw_app_meta_data)
    select gen_random_uuid(), 'numero' || n || '@demo.test', jsonb_build_object('display_name', 'Número ' || n)
    from generate_series(1, ${MANY}::int) n`;
  await owner`update public.people set display_name = 'José Luis Ñandú Pérez' where display_name = 'Número 7'`;
  await owner`
    insert into public.memberships (person_id, organization_id)
    select id, tests.id('gobierno') from public.people where display_name like 'Número %'`;
  await owner`
    insert into public.memberships (person_id, organization_id)
    select tests.id('academia'), id from public.organizations where name like 'Organización número %' limit ${SEATS}`;
  await owner`
    insert into public.seats (body_id, organization_id, titular_id, label)
    select tests.id('mesa'), tests.id('gobierno'), id, display_name from public.people where display_name like 'Número %' limit ${SEATS}`;
  await owner`update public.memberships set status = 'revoked' where person_id = (select max(titular_id::text)::uuid from public.seats where label like 'Número %')`;
  // What tests of SQL need is open to strangers; nothing would be served beside it.
  await owner`revoke all on all tables in schema tap from public`;
}, 120_000);
afterAll(() => world?.close());

const SERVERS: [string, boolean, () => Promise<RestServer>][] = [
  [
    'the embedded REST',
    true,
    async () => {
      const stack = await openTestStack(world.database);
      const { jwtSecret } = world.database.cluster.secrets;
      return {
        clientOf: (person) =>
          makeClient(
            stack.url,
            stack.publishableKey,
            person ? { token: signToken(jwtSecret, claimsOf(person)) } : {},
          ),
        close: stack.close,
      };
    },
  ],
  ['PostgREST', hasPostgrest, () => openPostgrest(world.database)],
];

describe.each(SERVERS)('of many, by %s', (_name, there, open) => {
  let server: RestServer;

  beforeAll(async () => {
    if (there) server = await open();
  });
  afterAll(() => server?.close());

  async function localsOf(who: string): Promise<App.Locals> {
    const person = { id: await world.id(who), email: `${who}@demo.test`, name: who };
    return { supabase: server.clientOf(person), person } as unknown as App.Locals;
  }
  const administration = async (search: string) =>
    readAdministration(await localsOf('admin'), new URLSearchParams(search));
  const peopleOf = async (search: string) => {
    const { people } = await administration(search);
    return people.rows.map(({ display_name }) => display_name);
  };

  test.runIf(there)('the page of an arrangement offers every organization that is no party yet', async () => {
    const { others, arrangement } = await readArrangement(await localsOf('admin'), await world.id('oaxaca'));
    expect(others).toHaveLength(MANY + 2);
    expect(others.at(-1)).toEqual({
      id: await world.id('puebla_red'),
      name: 'Red de otro estado',
      sector: 'civil_society',
      jurisdiction: { code: '21', name: 'Puebla' },
    });
    expect(arrangement.title).toBe('Convenio de Oaxaca');
  });

  test.runIf(there)('and names whoever sits, who has left to whoever gives the seats alone', async () => {
    const id = await world.id('oaxaca');
    const named = async (who: string) => {
      const { bodies } = await readArrangement(await localsOf(who), id);
      const seats = bodies.flatMap((body) => body.seats);
      return new Set(
        seats.flatMap(({ titular, suplente }) => [titular, suplente]).flatMap((p) => p?.id ?? []),
      );
    };
    const written = await world.owner`
      select coalesce(array_agg(distinct who::text), '{}') as ids
      from public.seats s join public.bodies b on b.id = s.body_id, unnest(array[s.titular_id, s.suplente_id]) who
      where b.arrangement_id = ${id} and who is not null`;
    const all = new Set<string>(written[0]!.ids);
    expect(all.size).toBe(SEATS + 5);
    expect(await named('coordinacion')).toEqual(all);
    const [gone] = await world.owner`
      select m.person_id as id from public.memberships m join public.seats s on s.titular_id = m.person_id
      where m.status = 'revoked'`;
    for (const left of [gone!.id as string, await world.id('suspendida')]) all.delete(left);
    expect(await named('estado')).toEqual(all);
    expect((await named('osc')).has(gone!.id as string)).toBe(false);
  });

  test.runIf(there)(
    'nobody asks a table for the ids of those who may have left, nor by such an id',
    async () => {
      const { supabase } = await localsOf('osc');
      const gone = await world.id('suspendida');
      const answers = await Promise.all([
        supabase.from('seats').select(),
        supabase.from('seats').select('titular:people!seats_titular_id_fkey (id)'),
        supabase.from('people').select('id, seats!seats_titular_id_fkey (id)'),
        supabase.from('comments').select('author_name').eq('author_id', gone),
        supabase.from('comments').select('author_name').order('author_id'),
        supabase.from('document_transitions').select('people (id)'),
      ]);
      expect(answers.map(({ error }) => error?.code)).toEqual(answers.map(() => '42501'));
    },
  );

  test.runIf(there)('somebody of hundreds of organizations is shown their arrangements', async () => {
    const mine = await readArrangements(await localsOf('academia'));
    expect(mine.map(({ title }) => title)).toEqual(['Convenio de Oaxaca']);
    const two = await readArrangements(await localsOf('federal'));
    expect(two.map(({ title }) => title)).toEqual(['Carta de Puebla', 'Convenio de Oaxaca']);
  });

  test.runIf(there)(
    'the administration counts all, shows a hundred, and offers every coordinator',
    async () => {
      const first = await administration('');
      expect([first.organizations.count, first.organizations.rows.length, first.organizations.pages]).toEqual(
        [MANY + 10, 100, 12],
      );
      expect([first.people.count, first.people.rows.length, first.people.pages]).toEqual([
        MANY + 12,
        100,
        12,
      ]);
      // All but the Office.
      expect(first.coordinators).toHaveLength(MANY + 9);
    },
  );

  test.runIf(there)('its pages hold everybody once, and one beyond the last is the last', async () => {
    const names: string[] = [];
    for (let page = 1; page <= 12; page += 1) names.push(...(await peopleOf(`pagina-personas=${page}`)));
    const all = await world.owner`select display_name from public.people order by display_name, id`;
    expect(names).toEqual(all.map((person) => person.display_name));
    const beyond = await administration('pagina-personas=99');
    expect([beyond.people.page, beyond.people.rows.length]).toEqual([12, 12]);
    expect((await administration('pagina-personas=-1')).people.page).toBe(1);
  });

  test.runIf(there).each([
    ['personas=numero 1099', ['Número 1099']],
    ['personas=JOSE PEREZ', ['José Luis Ñandú Pérez']],
    ['personas=pérez  ñandu ', ['José Luis Ñandú Pérez']],
    ['personas=nadie que haya', []],
    ['personas=)numero", \\ (.*1099', ['Número 1099']],
  ])('a person is found by a part of the name: %s', async (search, found) => {
    expect(await peopleOf(search)).toEqual(found);
  });

  test.runIf(there).each([
    ['organizaciones=organizacion numero 1099', ['Organización número 1099']],
    ['organizaciones=o-1098', ['Organización número 1098']],
    ['organizaciones=red de otro&personas=nadie', ['Red de otro estado']],
    ['organizaciones=ni una', []],
  ])('an organization by a part of either name: %s', async (search, found) => {
    const { organizations } = await administration(search);
    expect(organizations.rows.map(({ name }) => name)).toEqual(found);
    expect([organizations.count, organizations.page]).toEqual([found.length, 1]);
  });

  test.runIf(there)('whatever is looked for fits into the address', async () => {
    const longest = await administration(`organizaciones=${'a'.repeat(200)}&personas=${'e o '.repeat(80)}`);
    expect(longest.organizations.rows).toEqual([]);
    expect(longest.asked.organizations.name).toHaveLength(60);
  });

  test.runIf(there)('it is not there for anybody else', async () => {
    for (const who of ['coordinacion', 'oficina', 'suspendida'])
      await expect(readAdministration(await localsOf(who), new URLSearchParams())).rejects.toThrow(
        'not_found',
      );
  });
});
