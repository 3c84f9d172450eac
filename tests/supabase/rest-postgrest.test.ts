import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe } from 'vitest';
import { type RestServer, openLibrary } from './library.ts';
import { hasPostgrest, openPostgrest } from './postgrest.ts';
import { describeRest } from './rest-checks.ts';

// Where npm has no PostgREST for the platform, these are reported as skipped.
describe.skipIf(!hasPostgrest)('the oracle', () => {
  let library: Awaited<ReturnType<typeof openLibrary>>;
  let server: RestServer;

  beforeAll(async () => {
    library = await openLibrary();
    server = await openPostgrest(library.database);
  });
  afterAll(async () => {
    await server?.close();
    await library?.close();
  });

  describeRest(
    'PostgREST',
    () => server,
    (): Sql => library.sql,
  );
});
