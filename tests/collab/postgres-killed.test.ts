import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCluster } from '#embedded/testing.ts';
import { report, ROUNDS, typeUntilKilled } from './kill-proof.ts';
import { serve, type Server, until, visit, wordsInLog } from './visitor.ts';
import { openWorld, type World } from './world.ts';

type Cluster = Awaited<ReturnType<typeof startTestCluster>>;
let cluster: Cluster;
let world: World;
let server: Server;

beforeAll(async () => {
  cluster = await startTestCluster({ lasting: true });
  world = await openWorld(cluster.cluster);
  server = await serve(world);
});
afterAll(async () => {
  await server?.stop();
  await world?.close().catch(() => {});
  await cluster?.stop();
});

/** Postgres and all its processes at once, as when a machine loses power; its supervisor starts it again. */
function killPostgres(): void {
  const pid = cluster.pid()!;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  for (const each of [pid, ...children.map(Number)]) process.kill(each, 'SIGKILL');
}

const isBack = () =>
  world.owner`select 1`.then(
    () => true,
    () => false,
  );

test.skipIf(process.platform !== 'linux')(
  'case 19, for Postgres: it is killed while people type; every acknowledged edit is in the log when it is back',
  async () => {
    const [setting] = await world.owner`show fsync`;
    expect(setting!.fsync).toBe('on');
    const chapter = await world.addChapter();
    for (let run = 0; run < ROUNDS; run += 1) {
      const writers = [
        await visit(server, world, chapter, world.people.drafter),
        await visit(server, world, chapter, world.people.coordination),
      ];
      const killed = cluster.pid();
      const acknowledged = await typeUntilKilled(writers, `${run}`, async () => killPostgres());
      await until(async () => cluster.pid() !== killed && (await isBack()), 'Postgres is back', 20_000);
      const words = await wordsInLog(world, chapter);
      expect(acknowledged.filter((mark) => !words.includes(mark))).toEqual([]);
      report(`Postgres killed: ${acknowledged.length} acknowledged, 0 lost`);
      // What had not been acknowledged is sent again by who wrote it.
      const back = Date.now();
      for (const writer of writers)
        await until(() => writer.provider.synced && writer.provider.unsyncedChanges === 0, 'saved', 10_000);
      expect(Date.now() - back).toBeLessThan(10_000);
      for (const writer of writers)
        await until(async () => (await wordsInLog(world, chapter)) === writer.words(), 'the log is the text');
      for (const writer of writers) writer.leave();
    }
  },
  ROUNDS * 40_000,
);
