import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { migrate, readMigrations } from '#embedded/migrate.ts';
import { openTestDatabase } from '#embedded/testing.ts';
import { installPgtap } from './pgtap.ts';

const file = (path: string) => fileURLToPath(new URL(`../../supabase/${path}`, import.meta.url));
const migrations = readMigrations(file('migrations'));
const before = migrations.filter(({ version }) => version < '20261124238000');

test('what an installation has published keeps its parties, and what ended before it was signed names none', async () => {
  const database = await openTestDatabase({ bare: true });
  const sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
  try {
    await migrate(sql, before);
    await installPgtap(sql);
    await sql.unsafe(readFileSync(file('tests/00_personas.sql'), 'utf8')).simple();
    await sql`select tests.stand_in('published')`;
    await sql`insert into public.publications (document_id, version_id, slug, title)
      select document_id, id, 'publicado', 'Publicado' from public.versions`;
    await sql`insert into public.arrangements (id, jurisdiction_code, kind, title, status, signed_on)
      values (tests.new_id('en_vano'), '19', 'agreement', 'En vano', 'ended', null),
        (tests.new_id('corregido'), '19', 'agreement', 'Corregido', 'in_force', null),
        (tests.new_id('fechado'), '19', 'agreement', 'Fechado', 'ended', '2025-01-15'),
        (tests.new_id('redactado'), '19', 'agreement', 'Redactado', 'ended', null),
        (tests.new_id('negociado'), '19', 'agreement', 'Negociado', 'negotiating', null)`;
    await sql`update public.arrangements set status = 'ended' where id = tests.id('corregido')`;
    await sql`insert into public.documents (arrangement_id, kind, title, stage, created_by)
      values (tests.id('redactado'), 'diagnosis', 'Redactado', 'consultation', tests.id('coordinacion'))`;

    await migrate(sql, migrations);

    expect([
      ...(await sql`
        select tests.word(id) as arrangement from public.arrangements where was_signed order by tests.word(id) collate "C"`),
    ]).toEqual(
      ['oaxaca', 'puebla', 'corregido', 'fechado', 'redactado']
        .map((arrangement) => ({ arrangement }))
        .toSorted((a, b) => a.arrangement.localeCompare(b.arrangement)),
    );
    expect([
      ...(await sql`
        select jsonb_array_length(parties) as parties, parties -> 0 as first from public.publications`),
    ]).toEqual([
      {
        parties: 8,
        first: { name: 'Secretaría técnica', shortName: 'Secretaría', sector: 'state', role: 'coordinator' },
      },
    ]);
    await expect(sql`update public.publications set parties = '[]'`).rejects.toThrow('record_is_append_only');
  } finally {
    await sql.end();
    await database.drop();
  }
});
