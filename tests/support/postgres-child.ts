/** Starts Postgres on a data folder and says so; the tests kill it, or run it as another user. */
import { startPostgres } from '#embedded/postgres.ts';

try {
  const server = await startPostgres({
    dataDir: process.argv[2]!,
    note: (sentence) => console.log(`note: ${sentence}`),
  });
  console.log(`ready: ${server.pid()}`);
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(`refused: ${(error as Error).message}`);
  process.exitCode = 1;
}
