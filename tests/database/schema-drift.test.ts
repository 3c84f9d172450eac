import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '#embedded/testing.ts';

// supabase/schemas is what people read; supabase/migrations is what runs. They must make the same database.
const SCHEMAS = ['public', 'access', 'collab'];

const ASPECTS: Record<string, string> = {
  columns: `
    select format('%s.%s.%s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' end, ' default ' || pg_get_expr(d.adbin, d.adrelid)) as line
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm')
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where n.nspname = any ($1) and a.attnum > 0 and not a.attisdropped`,
  relations: `
    select format('%s.%s %s rls=%s %s %s', n.nspname, c.relname, c.relkind, c.relrowsecurity, c.reloptions,
      case when c.relkind = 'v' then pg_get_viewdef(c.oid) end) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm')`,
  types: `
    select format('%s.%s %s', n.nspname, t.typname, (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e
      where e.enumtypid = t.oid)) as line
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname = any ($1) and t.typtype in ('e', 'd')`,
  constraints: `
    select format('%s %s %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as line
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = any ($1)`,
  indexes: `select indexdef as line from pg_indexes where schemaname = any ($1)`,
  policies: `
    select format('%s.%s %s %s %s using %s check %s', schemaname, tablename, policyname, cmd, roles, qual, with_check) as line
    from pg_policies where schemaname = any ($1)`,
  functions: `
    select pg_get_functiondef(p.oid) as line
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any ($1) and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  triggers: `
    select pg_get_triggerdef(t.oid) as line
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and (n.nspname = any ($1) or c.oid = 'auth.users'::regclass)`,
  'table grants': `
    select format('%s.%s %s', n.nspname, c.relname, (select string_agg(a::text, ' ' order by a::text) from unnest(coalesce(c.relacl, acldefault('r', c.relowner))) a)) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm')`,
  'column grants': `
    select format('%s.%s %s', a.attrelid::regclass, a.attname, (select string_agg(x::text, ' ' order by x::text) from unnest(a.attacl) x)) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and a.attacl is not null`,
  'function grants': `
    select format('%s %s', p.oid::regprocedure, (select string_agg(a::text, ' ' order by a::text) from unnest(p.proacl) a)) as line
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any ($1) and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  'schema and default grants': `
    select format('%s %s', nspname, nspacl) as line from pg_namespace where nspname = any ($1)
    union all
    select format('default %s %s %s', defaclnamespace::regnamespace, defaclobjtype, defaclacl) from pg_default_acl`,
  states: `select format('%s %s %s %s', code, name, short_name, slug) as line from public.jurisdictions where $1::text[] is not null`,
};

async function readCatalogue(ownerUrl: string, prepare?: (sql: Sql) => Promise<void>) {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await prepare?.(sql);
    await sql.unsafe(`set search_path = ''`);
    const found: Record<string, string[]> = {};
    for (const [aspect, query] of Object.entries(ASPECTS)) {
      const rows = await sql.unsafe(query, [SCHEMAS]);
      found[aspect] = rows.map((row) => String(row.line)).sort();
    }
    return found;
  } finally {
    await sql.end();
  }
}

async function applySchemas(sql: Sql): Promise<void> {
  const folder = fileURLToPath(new URL('../../supabase/schemas/', import.meta.url));
  for (const file of readdirSync(folder).sort()) {
    await sql.unsafe(readFileSync(folder + file, 'utf8')).simple();
  }
}

const migrated = await openTestDatabase();
const declared = await openTestDatabase({ bare: true });
const fromMigrations = await readCatalogue(migrated.ownerUrl);
const fromSchemas = await readCatalogue(declared.ownerUrl, applySchemas);
await migrated.drop();
await declared.drop();

describe('supabase/schemas and supabase/migrations make the same', () => {
  test.each(Object.keys(ASPECTS))('%s', (aspect) => {
    expect(fromSchemas[aspect]).toEqual(fromMigrations[aspect]);
    if (!['types'].includes(aspect)) expect(fromMigrations[aspect]!.length).toBeGreaterThan(1);
  });
});
