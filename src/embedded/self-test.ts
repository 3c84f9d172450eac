import type { Sql } from 'postgres';
import { PlainError } from './plain-error.ts';

/** The roles that a request can have, and everyone. */
const ROLES = ['anon', 'authenticated', 'authenticator'];

/**
 * Proves, before anything is served, that a request does not change who may do what: the auth and REST server, left to
 * itself, answers its first request by granting every table to anon.
 * @param request makes a request as a stranger and returns once it is answered
 * @throws {PlainError} when rights changed, or when a stranger may write somewhere or use a closed schema
 */
export async function proveRights(sql: Sql, request: () => Promise<unknown>): Promise<void> {
  const before = await rights(sql);
  await request();
  const after = await rights(sql);
  const gained = after.filter((line) => !before.includes(line));
  const forbidden = await strangersRights(sql);
  if (gained.length === 0 && forbidden.length === 0) return;
  throw new PlainError(
    `Nothing is served, because strangers have rights that they must not have: ${[...gained, ...forbidden].slice(0, 5).join('; ')}.`,
  );
}

/** Every right of the request roles and of everyone, one per line. */
async function rights(sql: Sql): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    with lists as (
      select 'relation ' || c.oid::regclass::text as thing, c.relacl as acl from pg_class c where c.relacl is not null
      union all
      select 'column ' || a.attrelid::regclass::text || '.' || a.attname, a.attacl from pg_attribute a where a.attacl is not null
      union all
      select 'function ' || p.oid::regprocedure::text, p.proacl from pg_proc p where p.proacl is not null
      union all
      select 'schema ' || n.nspname, n.nspacl from pg_namespace n where n.nspacl is not null and n.nspname not like 'pg\\_%'
      union all
      select 'default ' || d.defaclobjtype::text || ' ' || d.defaclnamespace::regnamespace::text, d.defaclacl from pg_default_acl d
    )
    select thing || ': ' || acl.privilege_type || ' to ' || coalesce(role.rolname, 'everyone') as line
    from lists cross join lateral aclexplode(lists.acl) acl
    left join pg_roles role on role.oid = acl.grantee
    where acl.grantee = 0 or role.rolname = any(${ROLES})`;
  return rows.map(({ line }) => line);
}

/** What anon holds and no stranger may hold: writing to any table, and the schemas that only functions may touch. */
async function strangersRights(sql: Sql): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select c.oid::regclass::text || ': ' || privilege as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as privilege
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname not like 'pg\\_%'
      and n.nspname <> 'extensions'
      and (privilege <> 'select' or n.nspname <> 'public')
      and (has_table_privilege('anon', c.oid, privilege)
        or (privilege in ('insert', 'update') and has_any_column_privilege('anon', c.oid, privilege)))
    order by 1`;
  return rows.map(({ line }) => `anon may ${line}`);
}
