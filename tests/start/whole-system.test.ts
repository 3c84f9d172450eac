import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '#embedded/processes.ts';
import { type Program, runProgram, runToEnd } from './program.ts';

const START = ['scripts/launch.mjs', 'start'];
const parent = mkdtempSync(join(tmpdir(), 'concierta-whole-'));
const dataDir = join(parent, 'data');
beforeAll(() => chmodSync(parent, 0o755));
const started: Program[] = [];
afterAll(async () => {
  for (const { child } of started) child.kill('SIGINT');
  await Promise.all(started.map(({ ended }) => ended));
  rmSync(parent, { recursive: true, force: true });
});

/** `npm start` on the folder of this file, until it says where it is. */
async function startWhole(): Promise<{ program: Program; url: string }> {
  const program = runProgram(START, { PORT: '0', DATA_DIR: dataDir });
  started.push(program);
  const [, url] = await program.until(/Concierta is at (http:\/\/localhost:\d+)/);
  return { program, url: url! };
}

const postmaster = () =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

async function healthOf(url: string) {
  const answer = await fetch(`${url}/health`);
  const { parts } = (await answer.json()) as { parts: Record<string, string> };
  return { status: answer.status, parts };
}

/** Whether somebody of the demo world comes in by password, over the form that works without scripts. */
async function signsIn(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/entrar?/password`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: 'coordinacion@demo.test', password: 'concierta-demo' }),
  });
  return answer.status === 303;
}

describe('npm start, the whole system', () => {
  test('starts, stops with all of its parts on Ctrl-C, and comes back within seconds', async () => {
    const first = await startWhole();
    expect(await healthOf(first.url)).toMatchObject({
      status: 200,
      parts: { web: 'ok', database: 'ok', collab: 'ok', worker: 'ok' },
    });
    expect(await signsIn(first.url)).toBe(true);
    const database = postmaster();
    expect(isAlive(database)).toBe(true);
    const asked = performance.now();
    first.program.child.kill('SIGINT');
    expect(await first.program.ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(isAlive(database)).toBe(false);
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
    await expect(fetch(`${first.url}/health`)).rejects.toThrow();
  }, 180_000);

  test('recovers by itself from a SIGKILL of everything that Node ran', async () => {
    const killed = await startWhole();
    const database = postmaster();
    killed.program.child.kill('SIGKILL');
    await killed.program.ended;
    const again = await startWhole();
    expect(postmaster()).not.toBe(database);
    expect(isAlive(database)).toBe(false);
    expect(await healthOf(again.url)).toMatchObject({ status: 200 });
    expect(await signsIn(again.url)).toBe(true);
    again.program.child.kill('SIGTERM');
    expect(await again.program.ended).toBe(0);
  }, 60_000);

  test('recovers when Postgres was killed with it', async () => {
    const killed = await startWhole();
    const database = postmaster();
    process.kill(database, 'SIGKILL');
    killed.program.child.kill('SIGKILL');
    await killed.program.ended;
    const again = await startWhole();
    expect(await signsIn(again.url)).toBe(true);
    // A second one on the same folder is turned away, and the first goes on.
    const { code, output } = await runToEnd(START, { PORT: '0', DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(output).toContain(dataDir);
    expect(output.split('\n')).toHaveLength(1);
    expect(await healthOf(again.url)).toMatchObject({ status: 200 });
    again.program.child.kill('SIGTERM');
    expect(await again.program.ended).toBe(0);
  }, 60_000);
});
