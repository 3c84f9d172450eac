import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Logger } from 'pino';
import { collabDatabase } from '#collab/database.ts';
import { scribe } from '#collab/scribe.ts';
import { serve, type Server, until, visit, wordsInLog } from './visitor.ts';
import { logOf, openWorld, type World } from './world.ts';

let world: World;
const servers: Server[] = [];
beforeAll(async () => void (world = await openWorld()));
// Whatever server is left would write down what the next test wants unwritten.
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(async () => void (await world?.close()));

async function start(limits: Parameters<typeof serve>[1]): Promise<Server> {
  const server = await serve(world, limits);
  servers.push(server);
  return server;
}

async function storedSeq(chapter: string): Promise<number> {
  const [row] = await world.owner`select seq from public.chapter_texts where chapter_id = ${chapter}`;
  return Number(row?.seq ?? 0);
}

async function historySeq(chapter: string): Promise<number> {
  const [row] = await world.owner`select seq from collab.chapter_histories where chapter_id = ${chapter}`;
  return Number(row?.seq ?? 0);
}

const headOf = async (chapter: string) => (await logOf(world, chapter)).at(-1)!.seq;

/** A chapter whose log grew by so many paragraphs while no server was there to write it down. */
async function longChapter(server: Server, paragraphs: number): Promise<string> {
  const { chapter, finish } = await almostLongChapter(server, paragraphs);
  await finish();
  return chapter;
}

/** The same, and no server is left that might write it down. */
async function chapterLeftBehind(paragraphs: number): Promise<string> {
  const first = await start({ writeDownIdleMs: 600_000, writeDownAtMostMs: 600_000 });
  const { chapter, finish } = await almostLongChapter(first, paragraphs);
  await first.stop();
  await finish();
  return chapter;
}

/** The same but for its last paragraph, so that there is something to write down when a test wants it. */
async function almostLongChapter(
  server: Server,
  paragraphs: number,
  inOneEntry = false,
): Promise<{ chapter: string; finish: () => Promise<unknown> }> {
  const chapter = await world.addChapter();
  (await visit(server, world, chapter, world.people.drafter)).leave();
  const document = new Y.Doc();
  for (const { payload } of await world.owner`
    select payload from collab.chapter_updates where chapter_id = ${chapter} order by seq`)
    Y.applyUpdate(document, payload);
  document.clientID = 77;
  const payloads: Uint8Array[] = [];
  document.on('update', (update: Uint8Array) => void payloads.push(update));
  for (let at = 0; at < paragraphs; at += 1) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.setAttribute('id', `p${String(at).padStart(9, '0')}`);
    paragraph.insert(0, [
      new Y.XmlText(`Párrafo ${at}: ${'nadie responde por mantenerla al día. '.repeat(4)}`),
    ]);
    document.getXmlFragment('default').push([paragraph]);
  }
  await until(() => server.health().documents === 0, 'unloaded');
  await until(async () => (await storedSeq(chapter)) === 1, 'its beginning is written down');
  const written = inOneEntry ? [Y.mergeUpdates(payloads)] : payloads;
  const entries = written.map((payload) => ({ personId: world.people.drafter.id, clientId: 77, payload }));
  const log = collabDatabase(world.owner);
  const last = entries.pop()!;
  for (let at = 0; at < entries.length; at += 500)
    await log.appendUpdates(chapter, entries.slice(at, at + 500));
  return { chapter, finish: () => log.appendUpdates(chapter, [last]) };
}

test('a long chapter that is written down holds up nobody’s acknowledgements', async () => {
  const server = await start({ writeDownIdleMs: 600_000, writeDownAtMostMs: 600_000 });
  const { chapter: long, finish } = await almostLongChapter(server, 6_000);
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);

  const type = async (done: () => boolean | Promise<boolean>) => {
    const waits: number[] = [];
    while (!(await done())) {
      const since = performance.now();
      writer.write('x');
      await writer.saved();
      waits.push(performance.now() - since);
    }
    return waits.toSorted((a, b) => a - b);
  };
  const end = Date.now() + 1_000;
  const before = await type(() => Date.now() > end);
  // How long the thread is at it: without it, the loop below would stand still for as long.
  const turns = monitorEventLoopDelay({ resolution: 5 });
  turns.enable();
  await finish();
  const since = Date.now();
  await world.as(
    world.people.coordination,
    (sql) => sql`select public.request_materialisation(${world.documentId})`,
  );
  const head = await headOf(long);
  const during = await type(async () => (await storedSeq(long)) === head);
  const took = Date.now() - since;
  turns.disable();
  expect(took).toBeGreaterThan(300);
  expect(during.length).toBeGreaterThan(5);
  const median = (sorted: number[]) => sorted[sorted.length >> 1]!;
  expect(median(during)).toBeLessThan(median(before) * 3 + 20);
  expect(turns.max / 1e6).toBeLessThan(Math.max(250, took / 3));
  await until(async () => (await historySeq(long)) === head, 'its history follows', 30_000);
  writer.leave();
}, 90_000);

test('a text that is too much for the thread ends the thread alone; the others are written down, and so is it once it fits', async () => {
  const feeder = await start({});
  const long = await longChapter(feeder, 5_000);
  const small = await start({ scribeMegabytes: 24, writeDownIdleMs: 200 });
  const chapter = await world.addChapter();
  const writer = await visit(small, world, chapter, world.people.drafter);
  const died = () => small.lines.filter(({ alarm }) => alarm === 'scribe_died').length;
  await world.as(
    world.people.coordination,
    (sql) => sql`select public.request_materialisation(${world.documentId})`,
  );
  await until(() => died() > 0, 'the thread died', 30_000);
  writer.write('Se sigue escribiendo. ');
  await writer.saved();
  expect(await wordsInLog(world, chapter)).toBe('Se sigue escribiendo. ');
  const head = await headOf(chapter);
  await until(async () => (await storedSeq(chapter)) === head, 'another thread wrote this down', 30_000);
  expect(small.health().state).toBe('ok');
  writer.leave();
  await until(async () => (await storedSeq(long)) === (await headOf(long)), 'and this where it fits', 30_000);
}, 120_000);

test('what a killed server had not written down, the next one writes down by itself, with its history', async () => {
  const long = await chapterLeftBehind(20);
  expect(await storedSeq(long)).toBe(1);
  await start({ writeDownIdleMs: 600_000, writeDownAtMostMs: 600_000 });
  const head = await headOf(long);
  await until(async () => (await storedSeq(long)) === head, 'written down');
  await until(async () => (await historySeq(long)) === head, 'and its history');
  expect(await world.owner`select * from collab.chapters_behind(10)`).toHaveLength(0);
});

test('a chapter that can never be read alarms once and is tried ever more rarely', async () => {
  // It is not written down before it is spoilt, or nobody would look at it again.
  const chapter = await chapterLeftBehind(5);
  await world.owner`delete from collab.chapter_snapshots where chapter_id = ${chapter}`;
  await world.owner`
    update collab.chapter_updates set payload = '\\x01ff' where chapter_id = ${chapter} and seq = 1`;
  const server = await start({ writeDownIdleMs: 50 });
  await world.as(
    world.people.coordination,
    (sql) => sql`select public.request_materialisation(${world.documentId})`,
  );
  const about = () => server.lines.filter((line) => line.chapter === chapter && Number(line.level) >= 50);
  await until(() => about().some(({ alarm }) => alarm === 'unwritable_text'), 'it is told');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(about().filter(({ alarm }) => alarm === 'unwritable_text')).toHaveLength(1);
  // The history tells of its own failure.
  expect(about().length).toBeLessThan(4);
});

test('a history that keeps the thread for too long is left out, with an alarm; texts and other histories are written down', async () => {
  const feeder = await start({ writeDownIdleMs: 600_000, writeDownAtMostMs: 600_000 });
  const { chapter: long, finish: finishLong } = await almostLongChapter(feeder, 6_000, true);
  const { chapter: short, finish: finishShort } = await almostLongChapter(feeder, 2);
  // Or it would be before the thread that is looked at.
  await feeder.stop();
  await finishLong();
  await finishShort();
  const before = await historySeq(long);
  const alarms: unknown[][] = [];
  const log = { error: ({ alarm, chapter }: Record<string, unknown>) => alarms.push([alarm, chapter]) };
  const open = (historyAgainMs: number) =>
    scribe({
      databaseUrl: world.database.collabUrl,
      limits: { scribeMegabytes: 512, historyTurnMs: 50, historyAgainMs },
      died: () => {},
      log: log as unknown as Logger,
    });
  let thread = open(3_600_000);
  try {
    await thread.text(long);
    expect(await storedSeq(long)).toBe(await headOf(long));
    await until(() => alarms.length >= 2, 'the alarm', 30_000);
    expect(alarms).toEqual([
      ['history_stalled', long],
      ['scribe_died', undefined],
    ]);
    await thread.text(short);
    await until(async () => (await historySeq(short)) === (await headOf(short)), 'this one is', 30_000);
    await thread.text(long);
    thread.history(long);
    await thread.text(short);
    expect(await historySeq(long)).toBe(before);
    expect(alarms).toHaveLength(2);

    await thread.stop(1_000);
    thread = open(2_000);
    thread.history(long);
    await until(() => alarms.length >= 6, 'after a while it is tried again, and alarms again', 40_000);
    expect(alarms.slice(4, 6)).toEqual(alarms.slice(0, 2));
  } finally {
    await thread.stop(1_000);
  }
}, 90_000);
