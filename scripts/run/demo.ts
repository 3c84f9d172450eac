import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { PlainError } from '#embedded/plain-error.ts';

const SEED = 'src/demo/seed.ts';
const EMPTY = '--empty';

/**
 * Decides once per database whether the demo world is in it: at the first start, in one transaction with its loading.
 * Recorded in the table that the Supabase CLI keeps for seed files.
 * @returns whether the demo world is there
 * @throws {PlainError} when `--empty` is asked of a database that has it
 */
export async function ensureDemo(databaseUrl: string, empty: boolean): Promise<boolean> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql
      .unsafe(
        'create table if not exists supabase_migrations.seed_files (path text not null primary key, hash text not null)',
      )
      .simple();
    const decided = await sql<
      { path: string }[]
    >`select path from supabase_migrations.seed_files where path in (${SEED}, ${EMPTY})`;
    const path = decided[0]?.path;
    if (path === SEED && empty)
      throw new PlainError(
        'This data folder already has the demo world; choose another with DATA_DIR to begin empty.',
      );
    if (path) return path === SEED;
    await sql.begin(async (tx) => {
      if (!empty) await seed(tx as unknown as Sql);
      await tx`insert into supabase_migrations.seed_files (path, hash) values (${empty ? EMPTY : SEED}, '1')`;
    });
    return !empty;
  } finally {
    await sql.end();
  }
}

async function seed(sql: Sql): Promise<void> {
  const { seedDemo } = (await import(pathToFileURL(resolve(SEED)).href)) as {
    seedDemo: (options: { sql: Sql }) => Promise<unknown>;
  };
  await seedDemo({ sql });
}
