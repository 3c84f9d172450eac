import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import { LEFTOVER_PREFIX, removeLeftovers } from './test-leftovers.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';
import { installPlatform, openCollabRole } from './platform.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import type { Secrets } from './secrets.ts';
import { socketUrl } from './socket-folder.ts';
import { type Stack, openStack } from './stack.ts';

/** What the global setup hands to the test files: the one cluster of the run. Plain data, because it is sent to workers. */
export type TestCluster = { socketFolder: string; secrets: Secrets };

declare module 'vitest' {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

const TEMPLATE = 'concierta_template';
const BARE_TEMPLATE = 'concierta_bare_template';

/** A database of one test file. */
export type TestDatabase = {
  name: string;
  /** Signs in as the superuser `postgres`. */
  ownerUrl: string;
  /** Signs in as `collab`; the role is there when the app's migrations make it. */
  collabUrl: string;
  cluster: TestCluster;
  drop: () => Promise<void>;
};

/**
 * Makes a database for a test file from the template that has every migration applied (some 100 ms). Call it in
 * `beforeAll`, and `drop()` in `afterAll`. With `bare`, it has what Supabase gives and none of the app's tables; with
 * `cluster`, it is in another cluster than the run's.
 */
export async function openTestDatabase(
  options: { bare?: boolean; cluster?: TestCluster } = {},
): Promise<TestDatabase> {
  const cluster = options.cluster ?? inject('testCluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = (role: string, password: string, database: string) =>
    socketUrl(cluster.socketFolder, role, password, database);
  const admin = postgres(url('postgres', cluster.secrets.ownerPassword, 'postgres'), {
    max: 1,
    onnotice: () => {},
  });
  await retryWhileInUse(() =>
    admin.unsafe(`create database ${name} template ${options.bare ? BARE_TEMPLATE : TEMPLATE}`),
  );
  return {
    name,
    cluster,
    ownerUrl: url('postgres', cluster.secrets.ownerPassword, name),
    collabUrl: url('collab', cluster.secrets.collabPassword, name),
    drop: async () => {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

/**
 * Starts the cluster of a test run, with its templates: for the global setup. With `lasting`, one that forces every
 * commit to the disk, for tests that kill it; `pid` then is whom to kill.
 */
export async function startTestCluster({ lasting = false } = {}): Promise<{
  cluster: TestCluster;
  pid: () => number | undefined;
  stop: () => Promise<void>;
}> {
  if (!lasting) await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), LEFTOVER_PREFIX));
  // As root, Postgres runs as nobody, who must be able to enter.
  await chmod(dataDir, 0o711);
  const server = await startPostgres({ dataDir, disposable: !lasting, maxConnections: 200 });
  const migrations = readMigrations(fileURLToPath(new URL('../../supabase/migrations', import.meta.url)));
  try {
    await makeTemplate(server, BARE_TEMPLATE, []);
    await makeTemplate(server, TEMPLATE, migrations);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    cluster: { socketFolder: server.socketFolder, secrets: server.secrets },
    pid: server.pid,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(server: Postgres, name: string, migrations: Migration[]): Promise<void> {
  await using(server, 'postgres', (sql) => sql.unsafe(`create database ${name}`));
  await using(server, name, async (sql) => {
    await installPlatform(sql, { authenticator: server.secrets.authenticatorPassword });
    await migrate(sql, migrations);
    await openCollabRole(sql, server.secrets.collabPassword);
  });
  await using(server, 'postgres', (sql) =>
    sql.unsafe(`alter database ${name} is_template true allow_connections false`),
  );
}

async function using(
  server: Postgres,
  database: string,
  work: (sql: Sql) => Promise<unknown>,
): Promise<void> {
  const sql = postgres(server.url('postgres', server.secrets.ownerPassword, database), {
    max: 1,
    onnotice: () => {},
  });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

/** Two files that copy the template at once can meet; Postgres refuses one of them with 55006. */
async function retryWhileInUse(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt > 20 || !(error instanceof postgres.PostgresError) || error.code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Starts auth and REST on a test's database; close it before the database is dropped. */
export async function openTestStack(
  database: TestDatabase,
  origin = 'http://localhost:3000',
): Promise<Stack> {
  const { cluster, ownerUrl, name } = database;
  const { jwtSecret, publishableKey, authenticatorPassword } = cluster.secrets;
  const authenticator = socketUrl(cluster.socketFolder, 'authenticator', authenticatorPassword, name);
  return openStack({ database: { owner: ownerUrl, authenticator }, jwtSecret, publishableKey, origin });
}
