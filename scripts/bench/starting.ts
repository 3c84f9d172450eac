import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, shown } from './figures.ts';

/** Runs `npm start`'s program until it says where it is. @returns the seconds that took */
async function start(dataDir: string): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('Concierta is at')) resolve();
    });
    child.once('exit', () => reject(new Error(`the system did not start:\n${output}`)));
  });
  const seconds = (performance.now() - begin) / 1000;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  return seconds;
}

/** How long the first and a later start take. @param build whether the first one has the web part to build, too */
export async function starting({ build }: { build: boolean }): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'concierta-bench-'));
  if (build) rmSync('build', { recursive: true, force: true });
  const first = await start(dataDir);
  const later = await start(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  return [
    {
      goal: `First start, in seconds, ${build ? 'build included' : 'built before'}`,
      measured: shown(first, 's'),
      reference: '–',
      value: first,
      limit: 30,
    },
    {
      goal: 'Later start, in seconds',
      measured: shown(later, 's'),
      reference: '–',
      value: later,
      limit: 5,
    },
  ];
}
