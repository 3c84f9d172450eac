import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { PlainError } from './plain-error.ts';

/** A file of `supabase/migrations`, named `<version>_<name>.sql` as the Supabase CLI names them. */
export type Migration = { version: string; name: string; file: string; text: string };

/** Any number; it keeps two runners on one database apart. */
const LOCK = 5_024_771;

/** The migrations of a folder, in the order in which they apply. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? [];
      if (!version || !name) throw new PlainError(`The migration ${file} is not named <digits>_<name>.sql.`);
      return { version, name, file, text: readFileSync(join(folder, file), 'utf8') };
    });
}

/**
 * Applies the migrations that the database has not seen, each in a transaction of its own, and records them in
 * `supabase_migrations.schema_migrations`, the Supabase CLI's table.
 * @returns the file names that were applied now
 * @throws {PlainError} when one fails (with file and line), was changed after it had been applied, or is missing
 */
export async function migrate(sql: Sql, migrations: Migration[]): Promise<string[]> {
  const applied: string[] = [];
  const connection = await sql.reserve();
  try {
    await connection`select pg_catalog.pg_advisory_lock(${LOCK})`;
    await connection
      .unsafe(
        `
      set client_min_messages = warning;
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text);
    `,
      )
      .simple();
    const recorded = await connection<{ version: string; statements: string[] | null }[]>`
      select version, statements from supabase_migrations.schema_migrations order by version`;
    refuseDrift(migrations, recorded);
    for (const migration of migrations) {
      if (recorded.some(({ version }) => version === migration.version)) continue;
      await apply(connection, migration);
      applied.push(migration.file);
    }
    return applied;
  } finally {
    await connection
      .unsafe(`reset all; select pg_catalog.pg_advisory_unlock(${LOCK})`)
      .simple()
      .catch(() => {});
    connection.release();
  }
}

async function apply(connection: Sql, migration: Migration): Promise<void> {
  try {
    await connection.unsafe('begin').simple();
    await connection.unsafe(migration.text).simple();
    await connection`
      insert into supabase_migrations.schema_migrations (version, statements, name)
      values (${migration.version}, ${[migration.text]}, ${migration.name})`;
    await connection.unsafe('commit').simple();
  } catch (error) {
    await connection.unsafe('rollback').simple();
    if (!(error instanceof postgres.PostgresError)) throw error;
    const line = error.position
      ? `, line ${migration.text.slice(0, Number(error.position)).split('\n').length}`
      : '';
    const where = error.where ? ` (${error.where.split('\n')[0]})` : '';
    throw new PlainError(
      `The migration ${migration.file}${line} failed and was undone: ${error.message}${where}.`,
    );
  }
}

function refuseDrift(
  migrations: Migration[],
  recorded: { version: string; statements: string[] | null }[],
): void {
  for (const { version, statements } of recorded) {
    const migration = migrations.find((each) => each.version === version);
    if (!migration)
      throw new PlainError(
        `The database has the migration ${version}, which this copy of the program does not know; use the copy that made it, or a newer one.`,
      );
    if (statements?.length === 1 && statements[0] !== migration.text) {
      throw new PlainError(
        `The migration ${migration.file} was changed after this database had applied it; undo the change, or start with another data folder.`,
      );
    }
  }
}
