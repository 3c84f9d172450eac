import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Server, until, visit, wordsInLog } from './visitor.ts';
import { logOf, openWorld, type World } from './world.ts';

let world: World;
let server: Server;

beforeAll(async () => {
  world = await openWorld();
  server = await serve(world);
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

test('two people write at once and read the same', async () => {
  const chapter = await world.addChapter();
  const one = await visit(server, world, chapter, world.people.coordination);
  const two = await visit(server, world, chapter, world.people.drafter);
  for (let round = 0; round < 20; round += 1) {
    one.write(`uno-${round} `);
    two.write(`dos-${round} `);
  }
  await Promise.all([one.saved(), two.saved()]);
  await until(() => one.words() === two.words() && one.words().includes('dos-19'), 'converged');
  for (let round = 0; round < 20; round += 1) {
    expect(one.words()).toContain(`uno-${round} `);
    expect(one.words()).toContain(`dos-${round} `);
  }
  expect(await wordsInLog(world, chapter)).toBe(one.words());
  const writers = new Set((await logOf(world, chapter)).map((entry) => entry.personId));
  expect(writers).toEqual(new Set([world.people.coordination.id, world.people.drafter.id]));
  one.leave();
  two.leave();
});
