import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { victim, type Victim } from './kill-proof.ts';
import { RawClient, Type } from './raw.ts';
import { ORIGIN, pause, until, visit, type Visitor, wordsInLog } from './visitor.ts';
import { openWorld, type World } from './world.ts';

// The server is a process of its own, so that what is measured is its time and its memory, not the tests'.
let world: World;
let server: Victim;
const started: ChildProcess[] = [];
beforeAll(async () => {
  world = await openWorld();
  server = await victim(
    'server-process.ts',
    { COLLAB_DATABASE_URL: world.database.collabUrl, ORIGIN },
    started,
  );
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await world?.close();
});

const MB = 1024 * 1024;

/** Writes on until it is over; how long each acknowledgement took, sorted. */
async function typing(writer: Visitor, done: () => boolean): Promise<number[]> {
  const waits: number[] = [];
  while (!done()) {
    const since = performance.now();
    writer.write('x');
    await until(() => writer.provider.unsyncedChanges === 0, 'acknowledged');
    waits.push(performance.now() - since);
    await pause(15);
  }
  return waits.toSorted((a, b) => a - b);
}

const at = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)]!;

async function enter(chapter: string, who: keyof World['people'] = 'drafter'): Promise<RawClient> {
  return new RawClient(server, chapter).enter(await world.ticket(chapter, world.people[who]));
}

async function copyOf(chapter: string, clientId: number): Promise<Y.Doc> {
  const document = new Y.Doc();
  for (const { payload } of await world.owner`
    select payload from collab.chapter_updates where chapter_id = ${chapter} order by seq`)
    Y.applyUpdate(document, payload);
  document.clientID = clientId;
  return document;
}

function sentence(document: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(document);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  document.getXmlFragment(FRAGMENT).push([paragraph]);
  return Y.encodeStateAsUpdate(document, before);
}

test('case 5: 10,000 malformed frames, half of them after a pass was shown; alive, content intact, others’ p95 ≤ 1.5×', async () => {
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.coordination);
  const calmEnd = Date.now() + 3_000;
  const calm = await typing(writer, () => Date.now() > calmEnd);
  let sent = 0;
  const codes = new Set<number>();
  async function flood(passed: boolean): Promise<void> {
    const client = passed ? await enter(chapter) : await new RawClient(server, chapter).open();
    for (let count = 0; count < 500; count += 1, sent += 1) {
      const noise = crypto.getRandomValues(new Uint8Array(1 + (count % 60)));
      if (count % 2) client.socket.send(noise);
      // Well-formed outside, nonsense inside.
      else client.send(Type.sync, 2, noise);
    }
    codes.add((await client.ended()).code);
  }
  let over = false;
  const flooding = (async () => {
    for (let round = 0; round < 10; round += 1) {
      await flood(true);
      await pause(100);
      await flood(false);
      await pause(100);
    }
    over = true;
  })();
  const stormy = await typing(writer, () => over);
  await flooding;
  expect(sent).toBe(10_000);
  expect([...codes].every((code) => code === CloseCode.malformed || code === CloseCode.outOfStep)).toBe(true);
  expect(stormy.length).toBeGreaterThan(30);
  // The machine's own unrest is some milliseconds where several programs share it.
  expect(at(stormy, 0.95)).toBeLessThan(at(calm, 0.95) * 1.5 + 15);
  expect(at(stormy, 0.5)).toBeLessThan(at(calm, 0.5) * 1.5 + 5);
  expect(await wordsInLog(world, chapter)).toBe('x'.repeat(calm.length + stormy.length));
  writer.leave();
}, 60_000);

test('case 6: 90 MiB end with 1009, before and after a pass; the server’s memory grows by less than 32 MiB', async () => {
  const chapter = await world.addChapter();
  const before = (await server.measure()).rss;
  const huge = new Uint8Array(90 * MB);
  let peak = 0;
  for (const client of [await new RawClient(server, chapter).open(), await enter(chapter)]) {
    client.socket.send(huge as never);
    while (!client.closed) {
      peak = Math.max(peak, (await server.measure()).rss);
      await pause(5);
    }
    // Cut off in the middle of sending, the sender may not read the reason any more.
    expect([CloseCode.tooLarge, 1006]).toContain(client.closed.code);
  }
  const small = await enter(chapter);
  small.send(Type.sync, 2, new Uint8Array(2 * MB));
  expect((await small.ended()).code).toBe(CloseCode.tooLarge);
  expect(Math.max(peak, (await server.measure()).rss) - before).toBeLessThan(32 * MB);
  expect(await wordsInLog(world, chapter)).toBe('');
}, 60_000);

test('case 7: 10 MB of updates with causal gaps are refused, each of them, and none is kept', async () => {
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  witness.write('Lo que estaba. ');
  await witness.saved();
  const before = await server.measure();
  const log =
    await world.owner`select count(*) as entries from collab.chapter_updates where chapter_id = ${chapter}`;
  for (let sent = 0, round = 0; sent < 10 * MB; round += 1) {
    const client = await enter(chapter);
    const document = await copyOf(chapter, 5_000 + round);
    sentence(document, 'Esto se retiene. ');
    const update = sentence(document, 'x'.repeat(MB));
    client.update(update);
    sent += update.length;
    expect(await client.ended()).toEqual({ code: CloseCode.outOfStep, reason: 'causal_gap' });
    expect(client.statuses).toEqual([]);
  }
  const after = await server.measure();
  expect(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(5 * MB);
  expect(
    await world.owner`select count(*) as entries from collab.chapter_updates where chapter_id = ${chapter}`,
  ).toEqual(log);
  witness.write('Sigo. ');
  await witness.saved();
  expect(await wordsInLog(world, chapter)).toBe('Lo que estaba. Sigo. ');
  witness.leave();
}, 60_000);

test('case 18: 1,000 edits in a second from one client are held to the allowance; none is lost, others wait no longer', async () => {
  const chapter = await world.addChapter();
  const other = await world.addChapter();
  const writer = await visit(server, world, other, world.people.coordination);
  const client = await enter(chapter);
  const document = await copyOf(chapter, 4_711);
  const updates = Array.from({ length: 1_000 }, (_, count) => sentence(document, `${count};`));
  const since = Date.now();
  for (const [count, update] of updates.entries()) {
    client.update(update);
    if (count % 100 === 99) await pause(90);
  }
  expect(Date.now() - since).toBeLessThan(2_000);
  const waits = await typing(writer, () => client.statuses.length === 1_000 || client.closed !== null);
  // 400 at once and 100 a second from then on.
  expect(Date.now() - since).toBeGreaterThan(4_500);
  expect(client.closed).toBeNull();
  expect(client.statuses.every(Boolean)).toBe(true);
  expect(await wordsInLog(world, chapter)).toBe(
    Array.from({ length: 1_000 }, (_, count) => `${count};`).join(''),
  );
  expect(at(waits, 0.95)).toBeLessThan(250);
  writer.leave();
  client.leave();
}, 60_000);
