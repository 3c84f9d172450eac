import type { Sql } from 'postgres';
import { afterAll, beforeAll } from 'vitest';
import { openTestStack } from '#embedded/testing.ts';
import { type RestServer, claimsOf, makeClient, openLibrary, signToken } from './library.ts';
import { describeRest } from './rest-checks.ts';

let library: Awaited<ReturnType<typeof openLibrary>>;
let server: RestServer;

beforeAll(async () => {
  library = await openLibrary();
  const stack = await openTestStack(library.database);
  const { jwtSecret } = library.database.cluster.secrets;
  server = {
    clientOf: (person) =>
      makeClient(
        stack.url,
        stack.publishableKey,
        person ? { token: signToken(jwtSecret, claimsOf(person)) } : {},
      ),
    close: stack.close,
  };
});
afterAll(async () => {
  await server?.close();
  await library?.close();
});

describeRest(
  'embedded',
  () => server,
  (): Sql => library.sql,
);
