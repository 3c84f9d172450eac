/**
 * Writes src/lib/generated/{database.types,workflow}.ts from the migrations, on a throw-away embedded Postgres.
 * With --check nothing is written: it fails when a file is not what the migrations say.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { migrate, readMigrations } from '#embedded/migrate.ts';
import { installPlatform } from '#embedded/platform.ts';
import { startPostgres } from '#embedded/postgres.ts';
import { readCatalogue } from './generate/catalogue.ts';
import { databaseTypes } from './generate/database-types.ts';
import { workflowSource } from './generate/workflow.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'concierta-generate-'));
const server = await startPostgres({ dataDir, disposable: true, maxConnections: 10 });
try {
  const sql = postgres(server.url('postgres', server.secrets.ownerPassword, 'postgres'), {
    max: 1,
    onnotice: () => {},
  });
  await installPlatform(sql, { authenticator: server.secrets.authenticatorPassword });
  await migrate(sql, readMigrations(join(root, 'supabase/migrations')));
  const catalogue = await readCatalogue(sql);
  const files = {
    'src/lib/generated/database.types.ts': databaseTypes(catalogue),
    'src/lib/generated/workflow.ts': await workflowSource(sql, catalogue.enums),
  };
  await sql.end();
  for (const [file, text] of Object.entries(files)) {
    if (!process.argv.includes('--check')) writeFileSync(join(root, file), text);
    else if (readFileSync(join(root, file), 'utf8') !== text) {
      console.error(`${file} is not what the migrations say: run \`npm run generate\`.`);
      process.exitCode = 1;
    }
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
