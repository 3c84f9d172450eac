import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { migrate, readMigrations } from '#embedded/migrate.ts';
import { installPlatform, openCollabRole } from '#embedded/platform.ts';
import { startPostgres } from '#embedded/postgres.ts';

/** A database of the bench's own, which forces every commit to the disk like a real one, and people who write in it. */
export interface World {
  collabUrl: string;
  owner: Sql;
  /** The postmaster's process id. */
  postgres: number;
  addChapter(content?: unknown): Promise<string>;
  /** A pass to a chapter for the person of that number; people are made as they are asked for. */
  ticket(chapterId: string, person: number): Promise<string>;
  stop(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'concierta-bench-'));
  await chmod(dataDir, 0o711);
  const cluster = await startPostgres({ dataDir, maxConnections: 60 });
  const owner = postgres(cluster.url('postgres', cluster.secrets.ownerPassword, 'postgres'), {
    max: 4,
    onnotice: () => {},
  });
  await installPlatform(owner, { authenticator: cluster.secrets.authenticatorPassword });
  await migrate(owner, readMigrations('supabase/migrations'));
  await openCollabRole(owner, cluster.secrets.collabPassword);

  const arrangementId = randomUUID();
  const documentId = randomUUID();
  const people: Promise<string>[] = [];
  const [organization] = await owner`
    insert into public.organizations (name, short_name, sector)
    values ('Secretaría técnica', 'Secretaría', 'state') returning id`;
  await owner`insert into public.arrangements (id, jurisdiction_code, kind, title, status)
    values (${arrangementId}, '20', 'agreement', 'Convenio', 'in_force')`;
  await owner`insert into public.arrangement_parties (arrangement_id, organization_id, role)
    values (${arrangementId}, ${organization!.id}, 'coordinator')`;

  async function addPerson(): Promise<string> {
    const id = randomUUID();
    await owner`insert into auth.users (id, email, raw_app_meta_data)
      values (${id}, ${`${id}@prueba.test`}, ${owner.json({ display_name: 'Coordinación' })})`;
    await owner`insert into public.memberships (person_id, organization_id) values (${id}, ${organization!.id})`;
    return id;
  }
  const person = (number: number) => (people[number] ??= addPerson());

  async function as<T>(id: string, work: (sql: postgres.TransactionSql) => Promise<T>): Promise<T> {
    const now = Math.floor(Date.now() / 1000);
    const claims = JSON.stringify({ sub: id, role: 'authenticated', iat: now, exp: now + 7200 });
    return owner.begin(async (sql) => {
      await sql`select set_config('request.jwt.claims', ${claims}, true)`;
      await sql`set local role authenticated`;
      return work(sql);
    }) as Promise<T>;
  }
  await owner`insert into public.documents (id, arrangement_id, kind, title, created_by)
    values (${documentId}, ${arrangementId}, 'diagnosis', 'Diagnóstico', ${await person(0)})`;

  return {
    collabUrl: cluster.url('collab', cluster.secrets.collabPassword, 'postgres'),
    owner,
    postgres: cluster.pid() ?? 0,
    async addChapter(content = null) {
      const chapters = JSON.stringify([{ title: 'Capítulo', content }]);
      const [row] = await as(
        await person(0),
        (sql) => sql`select public.import_chapters(${documentId}, ${chapters}::text::jsonb) as id`,
      );
      return row!.id as string;
    },
    async ticket(chapterId, number) {
      const [row] = await as(
        await person(number),
        (sql) => sql`select public.issue_chapter_ticket(${chapterId}) as ticket`,
      );
      return row!.ticket as string;
    },
    async stop() {
      await owner.end({ timeout: 1 });
      await cluster.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
