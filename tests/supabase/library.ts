import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type SupabaseClient, createClient } from '@supabase/supabase-js';
import postgres, { type Sql } from 'postgres';
import { type TestDatabase, openTestDatabase } from '#embedded/testing.ts';

/** Two people of the checks. */
export const ana = { id: 'aaaaaaaa-0000-4000-8000-000000000001', email: 'ana@demo.test' };
export const beto = { id: 'bbbbbbbb-0000-4000-8000-000000000002', email: 'beto@demo.test' };
export const PASSWORD = 'una-clave-larga';

/** A REST server under test: how a client of a person, or of a stranger (null), reaches it. */
export type RestServer = {
  clientOf: (person: { id: string; email: string } | null) => SupabaseClient;
  close: () => Promise<void>;
};

/** A database with the library's tables and the two people, and the owner's connection for looking behind the scenes. */
export async function openLibrary(): Promise<{
  database: TestDatabase;
  sql: Sql;
  close: () => Promise<void>;
}> {
  const database = await openTestDatabase({ bare: true });
  const sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
  await sql.unsafe(readFileSync(new URL('schema.sql', import.meta.url), 'utf8')).simple();
  for (const { id, email } of [ana, beto]) {
    await sql`
      insert into auth.users (id, email, encrypted_password, email_confirmed_at)
      values (${id}, ${email}, extensions.crypt(${PASSWORD}, extensions.gen_salt('bf')), now())`;
  }
  const close = async () => {
    await sql.end();
    await database.drop();
  };
  return { database, sql, close };
}

/** A client without a memory of its own. */
export function makeClient(
  url: string,
  key: string,
  options: { token?: string; fetch?: typeof fetch } = {},
): SupabaseClient {
  const headers: Record<string, string> = options.token ? { authorization: `Bearer ${options.token}` } : {};
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { headers, ...(options.fetch ? { fetch: options.fetch } : {}) },
  });
}

/** An access token as the auth server signs them. */
export function signToken(secret: string, claims: Record<string, unknown>): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

/** The claims of a person's access token, valid for an hour from now. */
export function claimsOf(person: { id: string; email: string }): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: person.id,
    email: person.email,
    role: 'authenticated',
    aud: 'authenticated',
    iat: now,
    exp: now + 3600,
  };
}
