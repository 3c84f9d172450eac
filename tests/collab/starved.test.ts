import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { faultMs } from './kill-proof.ts';
import { slowDatabase } from './slow-database.ts';
import { serve, type Server, until, visit, Visitor, wordsInLog } from './visitor.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let way: Awaited<ReturnType<typeof slowDatabase>>;
let server: Server;

beforeAll(async () => {
  world = await openWorld();
  way = await slowDatabase(world);
  server = await serve(world, { appendMs: 1_000 }, undefined, way.url);
});
afterAll(async () => {
  way?.release();
  await server?.stop();
  await way?.close();
  await world?.close();
});

const notStored = (visitor: Visitor) => visitor.closes.some(({ code }) => code === CloseCode.notStored);

/** A chapter in a document of its own. */
async function elsewhere(): Promise<string> {
  const documentId = randomUUID();
  await world.owner`insert into public.documents (id, arrangement_id, kind, title, created_by)
    select ${documentId}, arrangement_id, 'diagnosis', 'Otro', created_by from public.documents
    where id = ${world.documentId}`;
  const [row] = await world.as(
    world.people.coordination,
    (sql) => sql`select public.import_chapters(${documentId}, ${'[{"title":"Otro"}]'}::text::jsonb) as id`,
  );
  return row!.id as string;
}

const LOCKED_MS = faultMs(6_000);
test(
  `while one document is locked for ${LOCKED_MS / 1_000} s, another’s edits are acknowledged at once and its readers let in`,
  async () => {
    const [locked, free] = [
      await Promise.all(Array.from({ length: 4 }, () => world.addChapter())),
      await elsewhere(),
    ];
    const stuck = await Promise.all(
      locked.map((chapter) => visit(server, world, chapter, world.people.drafter)),
    );
    const writer = await visit(server, world, free, world.people.drafter);
    let release = () => {};
    const blocked = world.owner.begin(async (sql) => {
      await sql`select 1 from public.documents where id = ${world.documentId} for update`;
      await new Promise<void>((resolve) => (release = resolve));
    });
    const end = Date.now() + LOCKED_MS;
    for (const visitor of stuck) visitor.write('Espera. ');
    const waits: number[] = [];
    const entering: number[] = [];
    while (Date.now() < end) {
      const start = performance.now();
      writer.write('x');
      await until(() => writer.provider.unsyncedChanges === 0, 'acknowledged');
      waits.push(performance.now() - start);
      if (waits.length % 20 === 0) {
        const from = performance.now();
        (await visit(server, world, free, world.people.observer)).leave();
        entering.push(performance.now() - from);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(stuck.every(notStored)).toBe(true);
    const sorted = waits.toSorted((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(50);
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThan(300);
    expect(Math.max(...entering)).toBeLessThan(2_000);
    release();
    await blocked;
    for (const [at, visitor] of stuck.entries()) {
      await until(() => visitor.provider.synced && !visitor.provider.hasUnsyncedChanges, 'saved after all');
      expect(await wordsInLog(world, locked[at]!)).toBe('Espera. ');
      visitor.leave();
    }
    writer.leave();
  },
  LOCKED_MS + 30_000,
);

test('a write whose answer does not come is not acknowledged, and memory follows the log it was written to', async () => {
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  const reader = await visit(server, world, chapter, world.people.civil);
  way.hold();
  writer.write('Lento. ');
  await until(() => notStored(writer), 'closed without an answer');
  expect(writer.provider.hasUnsyncedChanges).toBe(true);
  writer.leave();
  expect(await wordsInLog(world, chapter)).toBe('Lento. ');
  expect(reader.words()).toBe('');
  way.release();
  await until(() => reader.words() === 'Lento. ', 'others see it');
  reader.leave();
});

test('a chapter that cannot be loaded for want of an answer is asked for again, and never called unreadable', async () => {
  const chapter = await world.addChapter();
  await world.owner`alter function collab.read_snapshot(uuid) rename to away`;
  const visitor = new Visitor(server, chapter, () => world.ticket(chapter, world.people.drafter));
  await until(() => visitor.closes.length > 2, 'closed and back, more than once');
  expect(new Set(visitor.closes.map(({ code }) => code))).toEqual(new Set([CloseCode.notStored]));
  expect(visitor.denied).toContain('unavailable');
  expect(server.lines.some(({ alarm }) => alarm === 'chapter_unloadable')).toBe(false);
  expect(server.health().documents).toBe(0);
  await world.owner`alter function collab.away(uuid) rename to read_snapshot`;
  await visitor.synced();
  visitor.write('Aquí. ');
  await visitor.saved();
  expect(await wordsInLog(world, chapter)).toBe('Aquí. ');
  visitor.leave();
});

test('connections that break while a chapter is loaded are no reason to give it up either', async () => {
  const chapter = await world.addChapter();
  way.hold();
  const ticket = await world.ticket(chapter, world.people.drafter);
  const visitor = new Visitor(server, chapter, ticket);
  await new Promise((resolve) => setTimeout(resolve, 300));
  way.cut();
  way.release();
  await until(() => visitor.closes.length > 0, 'closed');
  expect(visitor.closes[0]!.code).toBe(CloseCode.notStored);
  visitor.leave();
});
