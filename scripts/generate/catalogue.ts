import type { Sql } from 'postgres';

export type Column = {
  table: string;
  kind: 'table' | 'view';
  name: string;
  type: string;
  nullable: boolean;
  hasDefault: boolean;
};
export type Relationship = {
  table: string;
  name: string;
  columns: string[];
  target: string;
  targetColumns: string[];
  unique: boolean;
};
export type Routine = {
  name: string;
  args: { name: string; type: string; optional: boolean }[];
  returns: string;
  returnsSet: boolean;
};
export type Catalogue = {
  columns: Column[];
  relationships: Relationship[];
  routines: Routine[];
  enums: { name: string; values: string[] }[];
};

/** Reads what schema `public` offers over REST: tables and views with their columns, foreign keys, functions, enums. */
export async function readCatalogue(sql: Sql): Promise<Catalogue> {
  const columns = await sql<Column[]>`
    select c.relname as "table", case when c.relkind = 'v' then 'view' else 'table' end as kind, a.attname as name,
      format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
      (a.atthasdef or a.attidentity <> '') as "hasDefault"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attname`;
  const relationships = await sql<Relationship[]>`
    select c.relname as "table", k.conname as name, t.relname as target,
      (select array_agg(a.attname order by x.ord) from unnest(k.conkey) with ordinality x (num, ord)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.num) as columns,
      (select array_agg(a.attname order by x.ord) from unnest(k.confkey) with ordinality x (num, ord)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.num) as "targetColumns",
      exists (select from pg_index i where i.indrelid = k.conrelid and i.indisunique and i.indpred is null
        and i.indkey::int2[] <@ k.conkey and k.conkey <@ i.indkey::int2[]) as unique
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and t.relnamespace = 'public'::regnamespace
    order by c.relname, k.conname`;
  const routines = await sql<Routine[]>`
    select p.proname as name, format_type(p.prorettype, null) as returns, p.proretset as "returnsSet",
      coalesce((
        select json_agg(json_build_object(
          'name', p.proargnames[x.ord], 'type', format_type(x.type, null),
          'optional', x.ord > p.pronargs - p.pronargdefaults) order by x.ord)
        from unnest(p.proargtypes) with ordinality x (type, ord)
      ), '[]') as args
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
    order by p.proname`;
  const enums = await sql<{ name: string; values: string[] }[]>`
    select t.typname as name, array_agg(e.enumlabel order by e.enumsortorder) as values
    from pg_type t join pg_enum e on e.enumtypid = t.oid
    where t.typnamespace = 'public'::regnamespace group by t.typname order by t.typname`;
  return {
    columns: [...columns],
    relationships: [...relationships],
    routines: [...routines],
    enums: [...enums],
  };
}
