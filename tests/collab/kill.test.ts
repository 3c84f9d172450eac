import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { ORIGIN, pause, serve, until, visit, wordsInLog } from './visitor.ts';
import { openWorld, type World } from './world.ts';

let world: World;
const children: ChildProcess[] = [];

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world?.close();
});

async function serverProcess(): Promise<{ url: string; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./server-process.ts', import.meta.url))], {
    env: { ...process.env, COLLAB_DATABASE_URL: world.database.collabUrl, ORIGIN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [port] = await once(child.stdout!, 'data');
  return {
    url: `ws://127.0.0.1:${String(port).trim()}/collab`,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

test('case 19: the server is killed while people type; every acknowledged edit is in the log', async () => {
  const chapter = await world.addChapter();
  for (let run = 0; run < 3; run += 1) {
    const server = await serverProcess();
    const writers = [
      await visit(server, world, chapter, world.people.drafter),
      await visit(server, world, chapter, world.people.coordination),
    ];
    const acknowledged: string[] = [];
    let typing = true;
    const type = async (writer: (typeof writers)[number], name: string) => {
      for (let count = 0; typing; count += 1) {
        const mark = `${name}-${run}-${count};`;
        writer.write(mark);
        while (typing && writer.provider.unsyncedChanges > 0) await pause(1);
        if (writer.provider.unsyncedChanges === 0) acknowledged.push(mark);
      }
    };
    const done = Promise.all(writers.map((writer, at) => type(writer, `p${at}`)));
    await until(() => acknowledged.length > 10, 'some were acknowledged');
    await pause(Math.random() * 500);
    await server.kill();
    typing = false;
    await done;
    for (const writer of writers) writer.leave();
    const words = await wordsInLog(world, chapter);
    expect(acknowledged.filter((mark) => !words.includes(mark))).toEqual([]);
  }
}, 60_000);

test('case 26: a stop in mid-sentence is over in five seconds, says so, and loses nothing', async () => {
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
