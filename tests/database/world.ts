import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { type TestDatabase, openTestDatabase } from '#embedded/testing.ts';
import { installPgtap } from './pgtap.ts';

export type World = {
  database: TestDatabase;
  owner: Sql;
  collab: Sql;
  id: (word: string) => Promise<string>;
  close: () => Promise<void>;
};

/** A database with the people and processes of supabase/tests/00_personas.sql, and connections to set against each other. */
export async function openWorld(): Promise<World> {
  const database = await openTestDatabase();
  const setup = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await installPgtap(setup);
  const personas = fileURLToPath(new URL('../../supabase/tests/00_personas.sql', import.meta.url));
  await setup.unsafe(readFileSync(personas, 'utf8')).simple();
  await setup.end();
  const owner = postgres(database.ownerUrl, { max: 8, onnotice: () => {} });
  const collab = postgres(database.collabUrl, { max: 8, onnotice: () => {} });
  return {
    database,
    owner,
    collab,
    id: async (word) => (await owner`select tests.id(${word}) as id`)[0]!.id as string,
    close: async () => {
      await Promise.all([owner.end(), collab.end()]);
      await database.drop();
    },
  };
}

/** One request of a person, as REST makes it: a transaction with their role and claims. */
export function asPerson<T>(sql: Sql, who: string, work: (tx: TransactionSql) => Promise<T>): Promise<T> {
  return sql.begin(async (tx) => {
    await tx`select tests.act_as(${who})`;
    return work(tx);
  }) as Promise<T>;
}

/** Waits until so many connections of the database stand before a lock: the moment a race is really one. */
export async function untilWaiting(sql: Sql, count: number): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const [row] = await sql`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (row!.waiting >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never ${count} connections before a lock`);
}

/** What a promise came to: its value, or the database's refusal as `PT409 stage_changed`. */
export async function outcome<T>(promise: Promise<T>): Promise<T | string> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof postgres.PostgresError) return `${error.code} ${error.message}`;
    throw error;
  }
}
