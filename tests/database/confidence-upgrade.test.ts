import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { anchorSchema } from '#lib/domain/anchor.ts';
import { migrate, readMigrations } from '#embedded/migrate.ts';
import { openTestDatabase } from '#embedded/testing.ts';
import { installPgtap } from './pgtap.ts';

const file = (path: string) => fileURLToPath(new URL(`../../supabase/${path}`, import.meta.url));
const migrations = readMigrations(file('migrations'));
const before = migrations.filter(({ version }) => version < '20261124180000');

test('an installation that holds confidences keeps them with those who were told, and what no browser reads is mended', async () => {
  const database = await openTestDatabase({ bare: true });
  const sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
  try {
    await migrate(sql, before);
    await installPgtap(sql);
    await sql.unsafe(readFileSync(file('tests/00_personas.sql'), 'utf8')).simple();
    await sql`
      insert into public.comment_threads (id, document_id, chapter_id, anchor, quote, visibility, audience_sector,
        author_id, author_name, organization_id, organization_name, sector)
      select tests.new_id(w.word), tests.id('diagnostico'), tests.id('marco'), '{}', ${'😀'.repeat(12_000)}::text,
        w.visibility::public.visibility, case w.visibility when 'sector' then 'civil_society'::public.sector end,
        tests.id('osc'), 'Osc', tests.id('red'), 'Red', 'civil_society'
      from (values ('a_todos', 'arrangement'), ('al_sector', 'sector'), ('a_la_oficina', 'office')) w (word, visibility)`;
    await sql`insert into public.confidential_readings (thread_id, person_id) values (tests.id('al_sector'), tests.id('osc2'))`;
    await sql`insert into public.organizations (id, name, short_name, sector)
      values (tests.new_id('nueva'), 'Organización nueva', 'Nueva', 'civil_society')`;
    await sql`insert into public.arrangement_parties (arrangement_id, organization_id, role)
      values (tests.id('oaxaca'), tests.id('nueva'), 'commenter')`;
    await sql`select access.record('add', 'party', tests.id('nueva'), tests.id('oaxaca'), null)`;
    await sql`update public.documents set title = repeat(' ', 500) || 'Diagnóstico' where id = tests.id('diagnostico')`;

    await migrate(sql, migrations);

    const threads = await sql`
      select tests.word(id) as thread, anchor, detached, (select array_agg(tests.word(o)) from unnest(audience) o) as told
      from public.comment_threads order by tests.word(id) collate "C"`;
    expect(threads.map(({ thread, told }) => [thread, (told as string[] | null)?.sort()])).toEqual([
      ['a_la_oficina', ['onu']],
      ['a_todos', undefined],
      ['al_sector', ['centro', 'red']],
    ]);
    for (const { anchor, detached } of threads) {
      expect(detached).toBe(true);
      expect(anchorSchema.safeParse(anchor).error).toBeUndefined();
    }
    expect([...(await sql`select person_name, organization_name from public.confidential_readings`)]).toEqual(
      [{ person_name: 'Osc2', organization_name: 'Centro' }],
    );
    expect([...(await sql`select title from public.documents where id = tests.id('diagnostico')`)]).toEqual([
      { title: 'Diagnóstico' },
    ]);
    expect([
      ...(await sql`select bool_and(canonical = access.canonical_json(content)) as sealed from public.chapter_texts`),
    ]).toEqual([{ sealed: true }]);
  } finally {
    await sql.end();
    await database.drop();
  }
});
