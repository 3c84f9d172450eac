import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { socketUrl } from '#embedded/socket-folder.ts';
import type { World } from './world.ts';

const SOCKET = '.s.PGSQL.5432';

/** A way to the database on which its answers can be held up or lost; what is sent to it always arrives. */
export async function slowDatabase(world: World) {
  const folder = mkdtempSync(join(tmpdir(), 'concierta-slow-'));
  const lines = new Set<{ near: Socket; far: Socket }>();
  let holding = false;
  const server = createServer((near) => {
    const far = createConnection(join(world.database.cluster.socketFolder, SOCKET));
    const line = { near, far };
    lines.add(line);
    near.pipe(far);
    if (!holding) far.pipe(near);
    for (const end of [near, far]) {
      end.on('error', () => {});
      end.on('close', () => {
        lines.delete(line);
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(join(folder, SOCKET), resolve));
  // As socketUrl wants it.
  symlinkSync('.', join(folder, ','));
  const { cluster, name } = world.database;
  const url = socketUrl(folder, 'collab', cluster.secrets.collabPassword, name);

  return {
    url,
    hold(): void {
      holding = true;
      for (const { near, far } of lines) {
        far.unpipe(near);
        far.pause();
      }
    },
    release(): void {
      holding = false;
      for (const { near, far } of lines) far.pipe(near);
    },
    /** Breaks every connection. */
    cut(): void {
      for (const { near } of lines) near.destroy();
    },
    async close(): Promise<void> {
      for (const { near } of lines) near.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
