import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { report, ROUNDS, typeUntilKilled, victim } from './kill-proof.ts';
import { ORIGIN, serve, until, visit, Visitor, wordsInLog } from './visitor.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'concierta-control-'));
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  await world?.close();
});

test(
  'case 19: the server is killed while people type; every acknowledged edit is in the log',
  // One edit that is lost is one too many: no second try.
  { timeout: ROUNDS * 20_000, retry: 0 },
  async () => {
    const chapter = await world.addChapter();
    for (let run = 0; run < ROUNDS; run += 1) {
      const env = { COLLAB_DATABASE_URL: world.database.collabUrl, ORIGIN };
      const server = await victim('server-process.ts', env, started);
      const writers = [
        await visit(server, world, chapter, world.people.drafter),
        await visit(server, world, chapter, world.people.coordination),
      ];
      const acknowledged = await typeUntilKilled(writers, `${run}`, server.kill);
      for (const writer of writers) writer.leave();
      const words = await wordsInLog(world, chapter);
      expect(acknowledged.filter((mark) => !words.includes(mark))).toEqual([]);
      report(`server killed: ${acknowledged.length} acknowledged, 0 lost`);
    }
  },
);

test('case 19, control arm: the same proof finds the edits that debounced storage loses', async () => {
  const STATE_FILE = join(folder, 'stock');
  const server = await victim('stock-process.ts', { STATE_FILE }, started);
  const writers = [new Visitor(server, 'control', ''), new Visitor(server, 'control', '')];
  for (const writer of writers) await writer.synced();
  const acknowledged = await typeUntilKilled(writers, 'control', server.kill);
  for (const writer of writers) writer.leave();
  const lost = acknowledged.filter((mark) => !wordsIn(STATE_FILE).includes(mark));
  expect(lost.length).toBeGreaterThan(10);
  report(`control arm: ${acknowledged.length} acknowledged, ${lost.length} lost`);
}, 60_000);

function wordsIn(file: string): string {
  const document = new Y.Doc();
  try {
    Y.applyUpdate(document, readFileSync(file));
  } catch {
    // Killed before anything was stored.
  }
  return document.getXmlFragment(FRAGMENT).toString();
}

test(
  'case 26: SIGTERM while people type; drained within five seconds, told to come back, 0 of what was acknowledged lost',
  async () => {
    const chapter = await world.addChapter();
    for (let run = 0; run < Math.min(ROUNDS, 10); run += 1) {
      const env = { COLLAB_DATABASE_URL: world.database.collabUrl, ORIGIN };
      const server = await victim('server-process.ts', env, started);
      const writers = [
        await visit(server, world, chapter, world.people.drafter),
        await visit(server, world, chapter, world.people.coordination),
      ];
      let took = 0;
      const acknowledged = await typeUntilKilled(writers, `t${run}`, async () => {
        const since = Date.now();
        expect(await server.terminate()).toBe(0);
        took = Date.now() - since;
      });
      expect(took).toBeLessThan(5_000);
      for (const writer of writers) {
        expect(writer.closes[0]).toEqual({ code: CloseCode.restarting, reason: 'restarting' });
        writer.leave();
      }
      const words = await wordsInLog(world, chapter);
      expect(acknowledged.filter((mark) => !words.includes(mark))).toEqual([]);
      const [text] = await world.owner`
        select content::text from public.chapter_texts where chapter_id = ${chapter}`;
      expect(acknowledged.filter((mark) => !text!.content.includes(mark))).toEqual([]);
      report(`SIGTERM: ${acknowledged.length} acknowledged, 0 lost, over in ${took} ms`);
    }
  },
  ROUNDS * 20_000,
);

test('a stop in mid-sentence is over in five seconds, says so, and writes the text down', async () => {
  const chapter = await world.addChapter();
  const server = await serve(world);
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.write('Guardado. ');
  await writer.saved();
  const start = Date.now();
  await server.stop();
  expect(Date.now() - start).toBeLessThan(5_000);
  expect(writer.closes[0]).toEqual({ code: CloseCode.restarting, reason: 'restarting' });
  const [text] = await world.owner`select content from public.chapter_texts where chapter_id = ${chapter}`;
  expect(JSON.stringify(text!.content)).toContain('Guardado. ');
  writer.leave();
});

test('a stop with a silent peer and an unfinished handshake is over in five seconds too', async () => {
  const server = await serve(world);
  const silent = new WebSocket(server.url, { headers: { origin: ORIGIN } } as never);
  await until(() => silent.readyState === WebSocket.OPEN, 'open');
  const start = Date.now();
  await server.stop();
  expect(Date.now() - start).toBeLessThan(5_000);
});
