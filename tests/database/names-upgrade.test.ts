import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { migrate, readMigrations } from '#embedded/migrate.ts';
import { openTestDatabase } from '#embedded/testing.ts';
import { installPgtap } from './pgtap.ts';

const file = (path: string) => fileURLToPath(new URL(`../../supabase/${path}`, import.meta.url));
const migrations = readMigrations(file('migrations'));
const before = migrations.filter(({ version }) => version < '20261125105000');

test('titles that an installation has and nobody can see are made to be seen, at every stage; others stay', async () => {
  const database = await openTestDatabase({ bare: true });
  const sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
  try {
    await migrate(sql, before);
    await installPgtap(sql);
    await sql.unsafe(readFileSync(file('tests/00_personas.sql'), 'utf8')).simple();
    await sql`update public.documents set title = E'Diagnóstico\tde\nOaxaca\u200b' where id = tests.id('diagnostico')`;
    await sql`update public.chapters set title = U&'\\200B\\00A0' where id = tests.id('marco')`;
    await sql`update public.bodies set name = U&'\\3000' where id = tests.id('mesa')`;
    await sql`update public.organizations set short_name = U&'\\202EdeR' where id = tests.id('red')`;
    await sql`select tests.stand_in('voting')`;
    const sealed = await sql`select sha256, canonical from public.versions`;

    await migrate(sql, migrations);

    const [names] = await sql`
      select
        (select title from public.documents where id = tests.id('diagnostico')) as document,
        (select title from public.chapters where id = tests.id('marco')) as chapter,
        (select title from public.chapters where id = tests.id('justicia')) as other,
        (select name from public.bodies where id = tests.id('mesa')) as body,
        (select short_name from public.organizations where id = tests.id('red')) as organization`;
    expect(names).toEqual({
      document: 'Diagnóstico de Oaxaca',
      chapter: 'Sin título',
      other: 'Justicia',
      body: 'Sin nombre',
      organization: 'deR',
    });
    expect([...(await sql`select sha256, canonical from public.versions`)]).toEqual([...sealed]);
    await expect(
      sql`update public.documents set title = 'Otro' where id = tests.id('diagnostico')`,
    ).rejects.toThrow('text_is_read_only');
  } finally {
    await sql.end();
    await database.drop();
  }
});

test('what was seen until more letters counted as unseen can be changed again, and keeps the rest of its name', async () => {
  const database = await openTestDatabase({ bare: true });
  const sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
  try {
    await migrate(
      sql,
      migrations.filter(({ version }) => version < '20261126103000'),
    );
    await installPgtap(sql);
    await sql.unsafe(readFileSync(file('tests/00_personas.sql'), 'utf8')).simple();
    await sql`update public.people set display_name = U&'Ana \\2764\\FE0F' where id = tests.id('osc')`;
    await sql`update public.documents set title = U&'\\2696\\FE0F Diagnóstico' where id = tests.id('diagnostico')`;
    await sql`update public.chapters set title = U&'\\FE0F\\034F' where id = tests.id('marco')`;
    await sql`select tests.stand_in('voting')`;

    await migrate(sql, migrations);

    const [names] = await sql`
      select (select display_name from public.people where id = tests.id('osc')) as person,
        (select title from public.documents where id = tests.id('diagnostico')) as document,
        (select title from public.chapters where id = tests.id('marco')) as chapter`;
    expect(names).toEqual({ person: 'Ana \u2764', document: '\u2696 Diagnóstico', chapter: 'Sin título' });
    await sql`update public.people set status = 'suspended' where id = tests.id('osc')`;
    await sql`update public.documents set stage = 'office_review' where id = tests.id('diagnostico')`;
  } finally {
    await sql.end();
    await database.drop();
  }
});
