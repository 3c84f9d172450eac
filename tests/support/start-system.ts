import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Starts the whole system as `npm start` does, on a free port and an empty data folder with the demo world, and puts
 * its address into `JOURNEYS_URL`, its folder into `JOURNEYS_DATA_DIR`. With `JOURNEYS_URL` already set, that system is used as it stands.
 * @returns what stops it again
 */
export default async function startSystem(): Promise<() => Promise<void>> {
  if (process.env.JOURNEYS_URL) return async () => {};
  const { url, dataDir, stop } = await startAnother([]);
  process.env.JOURNEYS_URL = url;
  process.env.JOURNEYS_DATA_DIR = dataDir;
  return stop;
}

/** Starts a system of its own, with what else is said on the command line (`--empty`). */
export async function startAnother(args: string[]): Promise<{
  url: string;
  dataDir: string;
  stop: () => Promise<void>;
}> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'concierta-journeys-'));
  const child = spawn(process.execPath, ['scripts/start.ts', ...args], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)));
  let stopping = false;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', (code, signal) => {
      // What all tests after this one fail of.
      if (!stopping)
        console.error(`The system ended with ${signal ?? code}:\n${output.slice(-100).join('')}`);
      resolve();
    }),
  );
  const url = `http://localhost:${port}`;
  await waitUntilHealthy(url, () => {
    if (child.exitCode !== null) throw new Error('The system did not start.');
  });
  return {
    url,
    dataDir,
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function waitUntilHealthy(url: string, check: () => void): Promise<void> {
  for (const start = Date.now(); Date.now() - start < 180_000;) {
    check();
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The system was not healthy within three minutes.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
