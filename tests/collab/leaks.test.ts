import type { ChildProcess } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { victim, type Victim } from './kill-proof.ts';
import { RawClient, Type } from './raw.ts';
import { ORIGIN, until, visit } from './visitor.ts';
import { openWorld, type World } from './world.ts';

const started: ChildProcess[] = [];
let world: World;
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await world?.close();
});

async function empty(server: Victim): Promise<void> {
  await until(async () => {
    const { health } = await server.measure();
    return health.documents === 0 && health.sockets === 0;
  }, 'everybody has left');
}

test('100 chapters opened and closed, and 30 that cannot be loaded, leave no document behind and the heap within 5 %', async () => {
  world = await openWorld();
  const env = { COLLAB_DATABASE_URL: world.database.collabUrl, ORIGIN };
  const server = await victim('server-process.ts', env, started);
  const chapters = await Promise.all(Array.from({ length: 4 }, () => world.addChapter()));
  const broken = await world.addChapter();
  (await visit(server, world, broken, world.people.drafter)).leave();
  await empty(server);
  await world.owner`delete from collab.chapter_snapshots where chapter_id = ${broken}`;
  await world.owner`update collab.chapter_updates set payload = '\\x01ff' where chapter_id = ${broken}`;

  async function openAndClose(times: number): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      const visitor = await visit(server, world, chapters[round % 4]!, world.people.drafter);
      visitor.write('Aquí estuve. ');
      await visitor.saved();
      visitor.leave();
    }
    await empty(server);
  }
  async function fail(times: number): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      await world.owner`delete from collab.chapter_snapshots where chapter_id = ${broken}`;
      const client = await new RawClient(server, broken).open();
      client.send(Type.auth, 0, await world.ticket(broken, world.people.drafter));
      expect((await client.ended()).code).toBe(CloseCode.unloadable);
    }
    await empty(server);
  }
  // What is compiled, cached and connected once belongs to the beginning.
  await openAndClose(40);
  await fail(10);
  const before = await server.measure();
  await openAndClose(100);
  await fail(30);
  const after = await server.measure();
  expect(after.health).toMatchObject({ documents: 0, sockets: 0, state: 'ok' });
  expect(after.living).toBe(0);
  expect(after.heapUsed / before.heapUsed).toBeGreaterThan(0.95);
  expect(after.heapUsed / before.heapUsed).toBeLessThan(1.05);
}, 120_000);
