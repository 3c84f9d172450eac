import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { startTestCluster } from '#embedded/testing.ts';
import { faultMs, report } from './kill-proof.ts';
import { pause, serve, type Server, until, visit, Visitor, wordsInLog } from './visitor.ts';
import { openWorld, type World } from './world.ts';

type Cluster = Awaited<ReturnType<typeof startTestCluster>>;
let cluster: Cluster;
let world: World;
let server: Server;

const mounted = new Set<string>();
const DOWN_MS = faultMs(4_000);

// Children of a process, and frozen ones, are found as Linux has them.
describe.skipIf(process.platform !== 'linux')('the database is away', () => {
  beforeAll(async () => {
    cluster = await startTestCluster({ lasting: true });
    world = await openWorld(cluster.cluster);
    server = await serve(world);
  });
  afterAll(async () => {
    await server?.stop();
    await world?.close().catch(() => {});
    await cluster?.stop();
    for (const folder of mounted) execFileSync('umount', ['-l', folder]);
  });

  /** Postgres with all its processes stands still, connections open: as on a machine whose disk hangs. */
  function freeze(): () => void {
    const pid = cluster.pid()!;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    const all = [pid, ...children.map(Number)];
    for (const each of all) process.kill(each, 'SIGSTOP');
    return () => {
      for (const each of all) process.kill(each, 'SIGCONT');
    };
  }

  const notStored = (visitor: Visitor) => visitor.closes.some(({ code }) => code === CloseCode.notStored);

  test(
    `case 20: Postgres stands still for ${DOWN_MS / 1_000} s; "not saved" within 2 s, nothing acknowledged, all stored within 10 s of its return`,
    async () => {
      const chapter = await world.addChapter();
      const writers = [
        await visit(server, world, chapter, world.people.drafter),
        await visit(server, world, chapter, world.people.coordination),
      ];
      for (const [at, writer] of writers.entries()) writer.write(`antes-${at}; `);
      await Promise.all(writers.map((writer) => writer.saved()));
      const thaw = freeze();
      try {
        const since = Date.now();
        for (const [at, writer] of writers.entries()) writer.write(`durante-${at}; `);
        await until(() => writers.every(notStored), 'told that it is not saved', 2_000);
        const told = Date.now() - since;
        // Whoever goes on writing is not acknowledged either, for as long as it lasts.
        for (const [at, writer] of writers.entries()) writer.write(`todavía-${at}; `);
        while (Date.now() - since < DOWN_MS) {
          expect(writers.every((writer) => writer.provider.hasUnsyncedChanges)).toBe(true);
          await pause(50);
        }
        report(`Postgres still: told within ${told} ms`);
      } finally {
        thaw();
      }
      const back = Date.now();
      for (const writer of writers)
        await until(() => writer.provider.synced && !writer.provider.hasUnsyncedChanges, 'stored', 10_000);
      report(`Postgres still: stored ${Date.now() - back} ms after its return`);
      const words = await wordsInLog(world, chapter);
      for (const mark of ['antes', 'durante', 'todavía'])
        for (const at of [0, 1]) expect(words.split(`${mark}-${at}; `)).toHaveLength(2);
      for (const writer of writers) writer.leave();
    },
    DOWN_MS + 30_000,
  );

  test('case 21: the store fails and the last one leaves; with what the browser kept, nothing is lost', async () => {
    const chapter = await world.addChapter();
    const writer = await visit(server, world, chapter, world.people.drafter);
    writer.write('Guardado. ');
    await writer.saved();
    const thaw = freeze();
    let kept: Uint8Array;
    try {
      writer.write('Sin guardar. ');
      await until(() => notStored(writer), 'told', 2_000);
      // What the browser keeps of a document is its state.
      kept = Y.encodeStateAsUpdate(writer.document);
      writer.leave();
      await pause(500);
    } finally {
      thaw();
    }
    const back = new Visitor(server, chapter, () => world.ticket(chapter, world.people.drafter));
    Y.applyUpdate(back.document, kept);
    await back.synced();
    await until(() => !back.provider.hasUnsyncedChanges, 'stored');
    expect(await wordsInLog(world, chapter)).toBe('Guardado. Sin guardar. ');
    expect(back.words()).toBe('Guardado. Sin guardar. ');
    back.leave();
  }, 30_000);

  test('case 22: the store fails and the editor idles; it is stored without another keystroke', async () => {
    const chapter = await world.addChapter();
    const writer = await visit(server, world, chapter, world.people.drafter);
    const thaw = freeze();
    try {
      writer.write('Última palabra. ');
      await until(() => notStored(writer), 'told', 2_000);
      await pause(1_000);
      expect(writer.provider.hasUnsyncedChanges).toBe(true);
    } finally {
      thaw();
    }
    await until(async () => (await wordsInLog(world, chapter)) === 'Última palabra. ', 'stored', 10_000);
    await until(() => !writer.provider.hasUnsyncedChanges, 'acknowledged');
    writer.leave();
  }, 30_000);

  test(
    'case 29: the disk is full; writes are refused, reading works, nothing is acknowledged',
    async () => {
      const chapter = await world.addChapter();
      const writer = await visit(server, world, chapter, world.people.drafter);
      writer.write('Cabe. ');
      await writer.saved();
      const mend = await fillDisk();
      const words = `No cabe. ${'x'.repeat(200_000)}`;
      try {
        writer.write(words);
        await until(() => notStored(writer), 'told that it is not saved', 2_000);
        await pause(faultMs(1_000) / 2);
        expect(writer.provider.hasUnsyncedChanges).toBe(true);
        expect(server.lines.some(({ err }) => (err as { code?: string } | undefined)?.code === '53100')).toBe(
          true,
        );
        expect(await wordsInLog(world, chapter)).toBe('Cabe. ');
        const reader = await visit(server, world, chapter, world.people.observer);
        expect(reader.words()).toBe('Cabe. ');
        reader.leave();
      } finally {
        await mend();
      }
      await until(() => writer.provider.synced && !writer.provider.hasUnsyncedChanges, 'stored', 10_000);
      expect(await wordsInLog(world, chapter)).toBe(`Cabe. ${words}`);
      writer.leave();
    },
    faultMs(1_000) + 30_000,
  );

  /** Puts the log on a disk of a few hundred kilobytes and fills it; where no disk may be made, says what Postgres would. */
  async function fillDisk(): Promise<() => Promise<void>> {
    const folder = mkdtempSync(join(tmpdir(), 'concierta-full-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=777', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      rmSync(folder, { recursive: true });
      await world.owner.unsafe(`
        create function public.full() returns trigger language plpgsql as
          $$ begin raise 'could not extend file: No space left on device' using errcode = '53100'; end $$;
        create trigger full_disk before insert on collab.chapter_updates for each row execute function public.full()`);
      return async () => {
        await world.owner`drop function public.full cascade`;
      };
    }
    mounted.add(folder);
    const data = join(folder, 'data');
    execFileSync('install', ['-d', '-m', '777', data]);
    const uid = readFileSync(`/proc/${cluster.pid()}/status`, 'utf8').match(/^Uid:\s+(\d+)/m)![1]!;
    execFileSync('chown', [uid, data]);
    await world.owner.unsafe(`create tablespace tiny location '${data}'`);
    await world.owner.unsafe('alter table collab.chapter_updates set tablespace tiny');
    execFileSync('sh', ['-c', `dd if=/dev/zero of=${folder}/rest bs=4k 2>/dev/null || true`]);
    return async () => {
      rmSync(join(folder, 'rest'));
      await world.owner.unsafe('alter table collab.chapter_updates set tablespace pg_default');
      await world.owner.unsafe('drop tablespace tiny');
      execFileSync('umount', [folder]);
      mounted.delete(folder);
      rmSync(folder, { recursive: true });
    };
  }
});
