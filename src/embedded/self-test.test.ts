import postgres, { type Sql } from 'postgres';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { proveRights } from './self-test.ts';
import { openStack } from './stack.ts';
import { type TestDatabase, openTestDatabase, openTestStack } from './testing.ts';

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await openTestDatabase({ bare: true });
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await database?.drop();
});
beforeEach(async () => {
  await sql
    .unsafe(
      `
    drop table if exists public.papers;
    create table public.papers (id int primary key, body text);
    alter table public.papers enable row level security;
    grant select (id) on public.papers to anon;
  `,
    )
    .simple();
});

describe('the self-test', () => {
  test('passes where a request changes nothing', async () => {
    await proveRights(sql, () => sql`select 1`);
  });

  test('refuses when a request grants', async () => {
    const grant = () => sql.unsafe('grant select on public.papers to anon').simple();
    await expect(proveRights(sql, grant)).rejects.toThrow(
      /Nothing is served, .*relation papers: SELECT to anon/,
    );
  });

  test('refuses when a request changes what later tables will grant', async () => {
    const grant = () =>
      sql.unsafe('alter default privileges in schema public grant all on tables to authenticated').simple();
    await expect(proveRights(sql, grant)).rejects.toThrow(/default .* to authenticated/);
    await sql
      .unsafe('alter default privileges in schema public revoke all on tables from authenticated')
      .simple();
  });

  test('refuses when a stranger may write, from whatever time the right is', async () => {
    await sql.unsafe('grant update (body) on public.papers to public').simple();
    await expect(proveRights(sql, () => sql`select 1`)).rejects.toThrow(/anon may papers: update/);
    const { jwtSecret, publishableKey } = database.cluster.secrets;
    const { ownerUrl } = database;
    await expect(
      openStack({
        database: { owner: ownerUrl, authenticator: ownerUrl },
        jwtSecret,
        publishableKey,
        origin: 'http://localhost',
      }),
    ).rejects.toThrow(/Nothing is served/);
  });

  test('refuses the server as it comes: its first request grants every table to strangers', async () => {
    const bare = createPostgresConnection({
      url: database.ownerUrl,
      postgresOptions: { onnotice: () => {} },
    });
    const request = () =>
      bare.withContext({ auth: { role: 'anon', uid: null, jwt: null } }, async () => undefined);
    await expect(proveRights(sql, request)).rejects.toThrow(/to anon/);
    await bare.close();
  });

  test('passes with our connection, and the app schema', async () => {
    const app = await openTestDatabase();
    const stack = await openTestStack(app);
    expect(
      (await fetch(`${stack.url}/rest/v1/rpc/ping`, { headers: { apikey: stack.publishableKey } })).status,
    ).toBe(200);
    await stack.close();
    await app.drop();
  });
});
