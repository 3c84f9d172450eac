import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getAuthSchemaSql } from '@supabase/lite';
import type { Sql } from 'postgres';

/**
 * Gives a database what a Supabase project has before its first migration: roles, schemas, extensions, the auth tables
 * and `auth.uid()` and its kin. May be repeated.
 */
export async function installPlatform(sql: Sql, passwords: { authenticator: string }): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe('set local client_min_messages = warning').simple();
    await tx.unsafe(read('platform.sql')).simple();
    await tx.unsafe(getAuthSchemaSql()).simple();
    await tx.unsafe(read('platform-auth.sql')).simple();
    await setPassword(tx as unknown as Sql, 'authenticator', passwords.authenticator);
  });
}

/**
 * Lets the role `collab`, which a migration makes without a password, sign in.
 * @returns false when no migration has made the role
 */
export async function openCollabRole(sql: Sql, password: string): Promise<boolean> {
  const [role] = await sql`select 1 from pg_catalog.pg_roles where rolname = 'collab'`;
  if (!role) return false;
  await setPassword(sql, 'collab', password);
  return true;
}

/** Role statements take no parameters; `format` quotes. */
async function setPassword(sql: Sql, role: string, password: string): Promise<void> {
  const [row] = await sql<{ statement: string }[]>`
    select format('alter role %I login password %L', ${role}::text, ${password}::text) as statement`;
  await sql.unsafe(row!.statement).simple();
}

function read(name: string): string {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
}
