import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import type { Mailbox } from './mailbox.ts';
import { migrate, readMigrations } from './migrate.ts';
import { PlainError } from './plain-error.ts';
import { installPlatform, openCollabRole } from './platform.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { type Stack, openStack } from './stack.ts';

/** The name of the database inside the embedded cluster. */
const DATABASE = 'concierta';

const MIGRATIONS = fileURLToPath(new URL('../../supabase/migrations', import.meta.url));

/** What the embedded Supabase tells whoever starts it. */
export type EmbeddedOptions = {
  dataDir: string;
  /** The site's own address, for the links in mails. */
  origin: string;
  /** One sentence for the person at the terminal. */
  note: (sentence: string) => void;
  /** For the log: what happened and fields that hold nothing personal. */
  report: (event: string, fields: Record<string, unknown>) => void;
};

/** A running embedded Supabase. */
export type Embedded = {
  /** The variables that the other programs read. */
  env: {
    SUPABASE_URL: string;
    SUPABASE_PUBLISHABLE_KEY: string;
    DATABASE_URL: string;
    COLLAB_DATABASE_URL: string;
  };
  mailbox: Mailbox;
  stop: () => Promise<void>;
};

/**
 * Starts Postgres, brings the schema up to date, and opens auth and REST on loopback.
 * @throws {PlainError} with one sentence for whatever keeps it from starting
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const server = await startPostgres({
    dataDir: options.dataDir,
    note: options.note,
    onCrash: (words) => options.report('Postgres ended unasked and is started again', { words }),
  });
  try {
    await createDatabase(server);
    await prepareDatabase(server, options.note);
    const stack = await openGate(server, options);
    const { secrets, url } = server;
    return {
      env: {
        SUPABASE_URL: stack.url,
        SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
        DATABASE_URL: url('postgres', secrets.ownerPassword, DATABASE),
        COLLAB_DATABASE_URL: url('collab', secrets.collabPassword, DATABASE),
      },
      mailbox: stack.mailbox,
      stop: async () => {
        await stack.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function createDatabase(server: Postgres): Promise<void> {
  await onDatabase(server, 'postgres', async (sql) => {
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!found) await sql.unsafe(`create database ${DATABASE}`);
  });
}

async function prepareDatabase(server: Postgres, note: (sentence: string) => void): Promise<void> {
  await onDatabase(server, DATABASE, async (sql) => {
    await installPlatform(sql, { authenticator: server.secrets.authenticatorPassword });
    const applied = await migrate(sql, readMigrations(MIGRATIONS));
    if (applied.length > 0) note(`The database schema was brought up to date (${applied.length} steps).`);
    if (!(await openCollabRole(sql, server.secrets.collabPassword))) {
      throw new PlainError(
        'The migrations in supabase/migrations do not make the role "collab", without which nobody can write together.',
      );
    }
  });
}

function openGate(server: Postgres, { origin, report }: EmbeddedOptions): Promise<Stack> {
  const { secrets, url } = server;
  return openStack({
    database: {
      owner: url('postgres', secrets.ownerPassword, DATABASE),
      authenticator: url('authenticator', secrets.authenticatorPassword, DATABASE),
    },
    jwtSecret: secrets.jwtSecret,
    publishableKey: secrets.publishableKey,
    origin,
    onFailure: (failure) => report('The gateway answered with a failure', failure),
  });
}

async function onDatabase(
  server: Postgres,
  database: string,
  work: (sql: Sql) => Promise<void>,
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
