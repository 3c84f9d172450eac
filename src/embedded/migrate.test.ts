import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Migration, migrate } from './migrate.ts';
import { type TestDatabase, openTestDatabase } from './testing.ts';

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await openTestDatabase({ bare: true });
  sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

const migration = (version: string, name: string, text: string): Migration => ({
  version,
  name,
  text,
  file: `${version}_${name}.sql`,
});
const first = migration('1', 'towns', "create table towns (name text); insert into towns values ('Oaxaca');");

describe('migrate', () => {
  test('applies each file once and records it as the Supabase CLI does', async () => {
    expect(await migrate(sql, [first])).toEqual(['1_towns.sql']);
    expect(await migrate(sql, [first])).toEqual([]);
    const rows = await sql`select version, name, statements from supabase_migrations.schema_migrations`;
    expect([...rows]).toEqual([{ version: '1', name: 'towns', statements: [first.text] }]);
    expect([...(await sql`select name from towns`)]).toEqual([{ name: 'Oaxaca' }]);
  });

  test('undoes the whole of a file that fails, names file and line, and keeps the files before it', async () => {
    const broken = migration(
      '3',
      'broken',
      "insert into towns values ('Puebla');\n\nselect nothing from nowhere;",
    );
    const second = migration('2', 'more', "insert into towns values ('Tlaxcala');");
    await expect(migrate(sql, [first, second, broken])).rejects.toThrow(
      /3_broken\.sql, line 3 failed and was undone: relation "nowhere" does not exist/,
    );
    expect([...(await sql`select name from towns order by name`)]).toEqual([
      { name: 'Oaxaca' },
      { name: 'Tlaxcala' },
    ]);
    expect([...(await sql`select version from supabase_migrations.schema_migrations order by 1`)]).toEqual([
      { version: '1' },
      { version: '2' },
    ]);
  });

  test('refuses a file that was changed after it had been applied', async () => {
    const changed = { ...first, text: first.text + ' -- later' };
    await expect(migrate(sql, [changed, migration('2', 'more', '')])).rejects.toThrow(
      /1_towns\.sql was changed/,
    );
  });

  test('refuses a database that knows a migration which the program does not', async () => {
    await expect(migrate(sql, [first])).rejects.toThrow(/migration 2, which this copy/);
  });
});

describe('the platform', () => {
  test('is what a Supabase project has: roles, extensions and auth functions', async () => {
    const roles = await sql`select rolname, rolcanlogin, rolinherit, rolbypassrls, rolsuper from pg_roles
      where rolname in ('anon', 'authenticated', 'service_role', 'authenticator') order by 1`;
    expect(roles.map((role) => Object.values(role).join(' '))).toEqual([
      'anon false false false false',
      'authenticated false false false false',
      'authenticator true false false false',
      'service_role false false true false',
    ]);
    const extensions =
      await sql`select extname, extnamespace::regnamespace::text as schema from pg_extension where extname <> 'plpgsql' order by 1`;
    expect(extensions.map((row) => `${row.schema}.${row.extname}`)).toEqual([
      'extensions.pg_trgm',
      'extensions.pgcrypto',
      'extensions.unaccent',
    ]);
    const id = '11111111-1111-4111-8111-111111111111';
    const [person] = await sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: id, role: 'authenticated', email: 'a@demo.test' })}, true)`;
      return tx`select auth.uid() as uid, auth.role() as role, auth.email() as email, auth.jwt() ->> 'sub' as sub`;
    });
    expect(person).toEqual({ uid: id, role: 'authenticated', email: 'a@demo.test', sub: id });
  });

  test('gives anon and authenticated nothing on a table that nobody granted', async () => {
    const [row] =
      await sql`select has_any_column_privilege('anon', 'towns', 'select, insert, update') as anon,
      has_any_column_privilege('authenticated', 'towns', 'select, insert, update') as authenticated,
      has_table_privilege('anon', 'auth.users', 'select, insert, update, delete') as users`;
    expect(row).toEqual({ anon: false, authenticated: false, users: false });
  });

  test('sorts as Spanish does and knows its letters', async () => {
    const rows =
      await sql`select x from unnest(array['zorro', 'ñandú', 'nube', 'Árbol', 'arco']) x order by x`;
    expect(rows.map((row) => row.x)).toEqual(['Árbol', 'arco', 'nube', 'ñandú', 'zorro']);
    const [row] =
      await sql`select lower('ÁRBOL') as lower, unaccent('Ñandú') as unaccent, similarity('órgano', 'órganos') > 0.5 as similar`;
    expect(row).toEqual({ lower: 'árbol', unaccent: 'Nandu', similar: true });
  });
});
