import { randomUUID } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { openTestDatabase, type TestCluster, type TestDatabase } from '#embedded/testing.ts';

type Sector = 'state' | 'civil_society' | 'academia' | 'office';
type Role = 'coordinator' | 'drafter' | 'commenter' | 'observer' | 'office';

export interface Persona {
  id: string;
  name: string;
  organizationId: string;
}

/** One arrangement with its people by role, one document in drafting, and as many chapters as a test asks for. */
export interface World {
  database: TestDatabase;
  owner: Sql;
  documentId: string;
  people: Record<'coordination' | 'drafter' | 'civil' | 'academia' | 'observer' | 'office', Persona>;
  addChapter(content?: unknown): Promise<string>;
  ticket(chapterId: string, person: Persona, sessionSeconds?: number, session?: string): Promise<string>;
  /** Runs a statement as that person, with the rights REST would give them; in a session of theirs. */
  as<T>(person: Persona, work: (sql: postgres.TransactionSql) => Promise<T>, session?: string): Promise<T>;
  close(): Promise<void>;
}

const cast: Record<keyof World['people'], [string, Sector, Role]> = {
  coordination: ['Coordinación', 'state', 'coordinator'],
  drafter: ['Dependencia estatal', 'state', 'drafter'],
  civil: ['Sociedad civil', 'civil_society', 'commenter'],
  academia: ['Academia', 'academia', 'commenter'],
  observer: ['Observación', 'civil_society', 'observer'],
  office: ['Oficina', 'office', 'office'],
};

async function addPerson(owner: Sql, arrangementId: string, [name, sector, role]: [string, Sector, Role]) {
  const id = randomUUID();
  const organizationId = randomUUID();
  await owner`insert into auth.users (id, email, raw_app_meta_data)
    values (${id}, ${`${id}@prueba.test`}, ${owner.json({ display_name: name })})`;
  await owner`insert into public.organizations (id, name, short_name, sector)
    values (${organizationId}, ${`Organización de ${name}`}, ${name}, ${sector})`;
  await owner`insert into public.memberships (person_id, organization_id) values (${id}, ${organizationId})`;
  await owner`insert into public.arrangement_parties (arrangement_id, organization_id, role)
    values (${arrangementId}, ${organizationId}, ${role})`;
  return { id, name, organizationId };
}

/** Opens a fresh database with the world in it, in the run's cluster or in another. */
export async function openWorld(cluster?: TestCluster): Promise<World> {
  const database = await openTestDatabase({ cluster });
  const owner = postgres(database.ownerUrl, { max: 4, onnotice: () => {} });
  const arrangementId = randomUUID();
  const documentId = randomUUID();
  await owner`insert into public.arrangements (id, jurisdiction_code, kind, title, status)
    values (${arrangementId}, '20', 'agreement', 'Convenio de prueba', 'in_force')`;
  const people = {} as World['people'];
  for (const [key, role] of Object.entries(cast)) {
    people[key as keyof World['people']] = await addPerson(owner, arrangementId, role);
  }
  await owner`insert into public.documents (id, arrangement_id, kind, title, created_by)
    values (${documentId}, ${arrangementId}, 'diagnosis', 'Diagnóstico de prueba', ${people.coordination.id})`;

  const as: World['as'] = (person, work, session) =>
    owner.begin(async (sql) => {
      const now = Math.floor(Date.now() / 1000);
      await sql`select set_config('request.jwt.claims', ${JSON.stringify({
        sub: person.id,
        session_id: session,
        role: 'authenticated',
        iat: now,
        exp: now + 3600,
      })}, true)`;
      await sql`set local role authenticated`;
      return work(sql);
    }) as never;

  return {
    database,
    owner,
    documentId,
    people,
    as,
    async addChapter(content = null) {
      const chapters = JSON.stringify([{ title: 'Capítulo', content }]);
      const [row] = await as(
        people.coordination,
        (sql) => sql`select public.import_chapters(${documentId}, ${chapters}::text::jsonb) as id`,
      );
      return row!.id as string;
    },
    async ticket(chapterId, person, sessionSeconds = 3600, session) {
      const [row] = await as(
        person,
        (sql) => sql`select public.issue_chapter_ticket(${chapterId}) as ticket`,
        session,
      );
      await owner`update collab.tickets set session_expires_at = now() + make_interval(secs => ${sessionSeconds})
        where person_id = ${person.id}`;
      return row!.ticket as string;
    },
    async close() {
      await owner.end({ timeout: 1 });
      await database.drop();
    },
  };
}

/** The log's entries of a chapter, read as the owner. */
export async function logOf(world: World, chapterId: string): Promise<{ seq: number; personId: string }[]> {
  const rows = await world.owner`
    select seq, person_id from collab.chapter_updates where chapter_id = ${chapterId} order by seq`;
  return rows.map((row) => ({ seq: Number(row.seq), personId: row.person_id }));
}
