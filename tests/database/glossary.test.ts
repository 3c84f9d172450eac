import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '#embedded/testing.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const glossary = read('docs/glossary.md').replace(/ {2,}/g, ' ');
const words = (language: string) =>
  JSON.parse(read(`messages/${language}/domain.json`)) as Record<string, string>;
const es = words('es');
const en = words('en');

/** Enum of the database → how the keys of its words begin. */
const SPOKEN: Record<string, string> = {
  stage: 'stage_',
  party_role: 'role_',
  visibility: 'visibility_',
  sector: 'sector_',
  document_kind: 'document_kind_',
};

const database = await openTestDatabase();
const sql = postgres(database.ownerUrl, { max: 1 });
const tables = await sql`
  select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
const values = await sql`
  select t.typname as type, e.enumlabel as value from pg_enum e join pg_type t on t.oid = e.enumtypid
  where t.typname = any (${Object.keys(SPOKEN)}) order by t.typname, e.enumsortorder`;
const actions = await sql`select action from public.workflow_steps order by ordinal`;
await sql.end();
await database.drop();

describe('docs/glossary.md', () => {
  test('names every table, and no other', () => {
    const named = [...glossary.matchAll(/\| `([a-z_]+)` \|$/gm)].map(([, name]) => name);
    const nouns = named.slice(0, named.indexOf('stage'));
    expect(nouns.sort()).toEqual(tables.map((row) => String(row.relname)));
  });
  test.each(values.map((row) => [String(row.type), String(row.value)]))(
    'says %s %s as the screen does',
    (type, value) => {
      const key = `${SPOKEN[type]}${value}`;
      expect(glossary).toContain(`| ${es[key]} | ${en[key]} | \`${value}\` |`);
    },
  );
  test.each(actions.map((row) => [String(row.action)]))('says %s as the screen does', (action) => {
    expect(glossary).toContain(`| ${es[`action_${action}`]} | ${en[`action_${action}`]} | \`${action}\` |`);
  });
});
