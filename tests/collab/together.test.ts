import { expect, test } from 'vitest';
import { newWorld } from './setup.ts';
import { serve, until, visit, wordsInLog } from './visitor.ts';
import { logOf } from './world.ts';

const here = newWorld();

test('two people write at once and read the same', async () => {
  const { world, server } = here;
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

test('an empty chapter opened by two at once is seeded with one paragraph', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const [one, two] = await Promise.all([
    visit(server, world, chapter, world.people.coordination),
    visit(server, world, chapter, world.people.drafter),
  ]);
  expect(one.text.length).toBe(1);
  expect(one.text.toString()).toMatch(/^<paragraph id="[a-z0-9]+"><\/paragraph>$/);
  expect(two.text.toString()).toBe(one.text.toString());
  expect(await logOf(world, chapter)).toHaveLength(1);
  one.leave();
  two.leave();
});

test('also when they come through two servers, and each gets what the other wrote once it writes', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const second = await serve(world);
  const [one, two] = await Promise.all([
    visit(server, world, chapter, world.people.coordination),
    visit(second, world, chapter, world.people.drafter),
  ]);
  expect(two.text.toString()).toBe(one.text.toString());
  one.write('Primero. ');
  await one.saved();
  two.write('Segundo. ');
  await two.saved();
  await until(() => two.words().includes('Primero. '), 'the second server caught up with the log');
  one.leave();
  two.leave();
  await second.stop();
});

test('an imported text is what both begin with, and stays when everybody has left', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter({
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Texto importado. ' }] }],
  });
  const one = await visit(server, world, chapter, world.people.coordination);
  expect(one.words()).toBe('Texto importado. ');
  one.write('Y algo más.');
  await one.saved();
  one.leave();
  await until(() => server.health().documents === 0, 'unloaded');
  const two = await visit(server, world, chapter, world.people.drafter);
  expect(two.words()).toBe('Texto importado. Y algo más.');
  two.leave();
});
