import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { newWorld } from './setup.ts';
import { pause, serve, textInLog, until, visit, type Visitor, wordsInLog } from './visitor.ts';
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

const textOf = ({ document }: Visitor) =>
  (document.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
test('what comes within moments is told to the others as one', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const one = await visit(server, world, chapter, world.people.coordination);
  const reader = await visit(server, world, chapter, world.people.observer);
  let told = 0;
  reader.document.on('update', () => (told += 1));
  for (let round = 0; round < 60; round += 1) {
    one.write('a');
    await pause(3);
  }
  await one.saved();
  await until(() => reader.words() === 'a'.repeat(60), 'read');
  expect(told).toBeLessThan(45);
  one.leave();
  reader.leave();
});

test('what takes something out is told by itself, so that it says what whoever did it had seen', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter({
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: 'Derecho al agua en todo el estado. ' }] },
    ],
  });
  const one = await visit(server, world, chapter, world.people.coordination);
  const two = await visit(server, world, chapter, world.people.drafter);
  const reader = await visit(server, world, chapter, world.people.observer);
  let [takenOut, mixed] = [0, 0];
  reader.document.on('afterTransaction', ({ deleteSet, beforeState, afterState }) => {
    const { clientID } = two.document;
    if (!deleteSet.clients.size) return;
    takenOut += 1;
    if (afterState.get(clientID) !== beforeState.get(clientID)) mixed += 1;
  });
  for (let round = 0; round < 20; round += 1) {
    two.write('a');
    textOf(one).delete(0, 1);
    two.write('b');
    await pause(5);
  }
  await Promise.all([one.saved(), two.saved()]);
  await until(() => reader.words() === one.words() && one.words() === two.words(), 'converged');
  expect(one.words()).toBe(`odo el estado. ${'ab'.repeat(20)}`);
  expect(takenOut).toBeGreaterThan(0);
  expect(mixed).toBe(0);
  for (const visitor of [one, two, reader]) visitor.leave();
});

const off = async (visitor: Visitor) => {
  visitor.socket.disconnect();
  await pause(100);
};
const back = async (visitor: Visitor) => {
  await visitor.socket.connect();
  await until(() => visitor.provider.synced && visitor.provider.unsyncedChanges === 0, 'back in step');
};

test.each([
  [100, 200],
  [200, 100],
])(
  'what two made bold without seeing each other looks the same to both, to who comes, and in the log (%i, %i)',
  async (first, second) => {
    const { world, server } = here;
    const chapter = await world.addChapter({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Derecho a la salud' }] }],
    });
    const one = await visit(server, world, chapter, world.people.coordination, { clientId: first });
    const two = await visit(server, world, chapter, world.people.drafter, { clientId: second });
    await off(two);
    textOf(one).format(0, 7, { bold: {} });
    await one.saved();
    await off(one);
    textOf(two).format(0, 7, { bold: {} });
    await back(two);
    textOf(one).format(0, 7, { bold: null });
    await back(one);
    await until(() => one.text.toString() === two.text.toString(), 'both see the same');
    const reader = await visit(server, world, chapter, world.people.observer);
    await until(() => reader.text.toString() === one.text.toString(), 'who comes sees it, too');
    await pause(100);
    expect(await textInLog(world, chapter)).toBe(one.text.toString());
    expect(reader.notice('refused')).toEqual([]);
    for (const visitor of [one, two, reader]) visitor.leave();
  },
);
