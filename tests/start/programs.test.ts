import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import postgres from 'postgres';
import { type TestDatabase, openTestDatabase, openTestStack } from '#embedded/testing.ts';
import type { Stack } from '#embedded/stack.ts';
import { type Program, runProgram } from './program.ts';

let database: TestDatabase;
let stack: Stack;

beforeAll(async () => {
  database = await openTestDatabase();
  stack = await openTestStack(database);
});
afterAll(async () => {
  await stack?.close();
  await database?.drop();
});

/** One program against a Supabase that somebody else runs. */
function start(role: string, port = 0): Program {
  return runProgram(['scripts/launch.mjs', 'start'], {
    ROLE: role,
    PORT: String(port),
    ORIGIN: 'https://concierta.example',
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    COLLAB_DATABASE_URL: database.collabUrl,
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('one program alone, against a real Supabase', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'the collaboration server starts, says how it is, and stops within five seconds of %s',
    async (signal) => {
      const port = await freePort();
      const program = start('collab', port);
      await program.until(/Concierta is at https:\/\/concierta\.example/);
      await expect
        .poll(async () => (await fetch(`http://127.0.0.1:${port}/health`)).json(), { timeout: 10_000 })
        .toEqual({ status: 'ok', parts: { collab: 'ok' } });
      expect(program.output()).not.toMatch(/Demo people|Data:/);
      const begin = performance.now();
      program.child.kill(signal);
      expect(await program.ended).toBe(0);
      expect(performance.now() - begin).toBeLessThan(5000);
    },
  );

  test('the worker removes what has expired, and listens nowhere', async () => {
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    // Passes of nobody to nothing: only the worker's sweep matters here, so the references are not checked.
    await sql
      .unsafe(
        `
      set session_replication_role = replica;
      insert into collab.tickets
      select sha256(name::bytea), gen_random_uuid(), gen_random_uuid(), now(), now(), now() + until
      from (values ('old', interval '-1 second'), ('fresh', interval '1 hour')) as passes (name, until);
      reset session_replication_role`,
      )
      .simple();
    const program = start('worker');
    await program.until(/The worker runs/);
    await expect
      .poll(async () => [...(await sql`select expires_at > now() as fresh from collab.tickets`)], {
        timeout: 10_000,
      })
      .toEqual([{ fresh: true }]);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.output()).not.toMatch(/the sweep failed/);
    await sql.end();
  });
});
