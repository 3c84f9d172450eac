import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Postgres, startPostgres } from './postgres.ts';
import { isAlive, waitUntilGone } from './processes.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;
let running: Postgres[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concierta-supervisor-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(dataDir = join(folder, 'data'), notes: string[] = []): Promise<Postgres> {
  const server = await startPostgres({ dataDir, disposable: true, note: (sentence) => notes.push(sentence) });
  running.push(server);
  return server;
}

async function ask(server: Postgres, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(server.url('postgres', server.secrets.ownerPassword, 'postgres'), {
    max: 1,
    onnotice: () => {},
  });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

/** Runs the supervisor in a process of its own, and returns its first line that is not a note. */
async function startChild(dataDir: string, options: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, ['tests/support/postgres-child.ts', dataDir], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const line = await new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      const found = /^(ready|refused): .*$/m.exec(output);
      if (found) resolve(found[0]);
    });
    child.on('exit', () => resolve(output));
  });
  return { child, line };
}

describe('startPostgres', () => {
  test('makes a cluster that listens on its socket alone and asks for a password, and finds it again', async () => {
    const first = await start();
    expect(first.isNew).toBe(true);
    const [settings] = await ask(
      first,
      "select current_setting('listen_addresses') as listens, current_setting('server_version') as version",
    );
    expect(settings).toEqual({ listens: '', version: '17.10' });
    await ask(first, "create table kept as select 'Oaxaca' as name");
    const wrong = postgres(first.url('postgres', 'wrong', 'postgres'), { max: 1 });
    await expect(wrong`select 1`).rejects.toThrow(/password authentication failed/);
    await wrong.end();
    await first.stop();

    const second = await start();
    expect(second.isNew).toBe(false);
    expect(second.secrets).toEqual(first.secrets);
    expect(await ask(second, 'select name from kept')).toEqual([{ name: 'Oaxaca' }]);
    expect(statSync(join(folder, 'data/secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('refuses a data folder that another start holds', async () => {
    await start();
    await expect(start()).rejects.toThrow(
      new RegExp(`already running on the data folder .* \\(process ${process.pid}\\)`),
    );
  });

  test('recovers after SIGKILL of the parent: the orphan is stopped and what it had committed is there', async () => {
    const dataDir = join(folder, 'data');
    const { child, line } = await startChild(dataDir);
    const orphan = Number(/^ready: (\d+)$/.exec(line)?.[1]);
    child.kill('SIGKILL');
    await waitUntilGone(child.pid!, 2000);
    expect(isAlive(orphan)).toBe(true);

    const notes: string[] = [];
    const server = await start(dataDir, notes);
    expect(isAlive(orphan)).toBe(false);
    expect(notes).toEqual([
      `An earlier start had been killed; its Postgres (process ${orphan}) was stopped.`,
    ]);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('recovers after SIGKILL of parent and Postgres, and from a pid file that names another process', async () => {
    const dataDir = join(folder, 'data');
    const { child, line } = await startChild(dataDir);
    const postmaster = Number(/^ready: (\d+)$/.exec(line)?.[1]);
    child.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    await Promise.all([waitUntilGone(child.pid!, 2000), waitUntilGone(postmaster, 2000)]);
    const pidFile = join(dataDir, 'postgres/postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid)));
    const server = await start(dataDir);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('starts Postgres again when it is killed under a living parent', async () => {
    const crashes: string[] = [];
    const server = await startPostgres({
      dataDir: join(folder, 'data'),
      disposable: true,
      onCrash: (words) => crashes.push(words),
    });
    running.push(server);
    const before = server.pid()!;
    process.kill(before, 'SIGKILL');
    await expect
      .poll(() => ask(server, 'select 1 as one').catch(() => []), { timeout: 10_000 })
      .toEqual([{ one: 1 }]);
    expect(server.pid()).not.toBe(before);
    expect(crashes).toHaveLength(1);
  });

  test('sets a half-made cluster aside and makes a new one', async () => {
    const dataDir = join(folder, 'data');
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '17\n');
    const notes: string[] = [];
    const server = await start(dataDir, notes);
    expect(server.isNew).toBe(true);
    expect(notes).toEqual([
      expect.stringMatching(
        /making was interrupted, or the data folder was deleted\); it is kept at .*postgres\.incomplete-/,
      ),
    ]);
    const aside = readdirSync(dataDir).find((name) => name.includes('incomplete'))!;
    expect(readFileSync(join(dataDir, aside, 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  test('says in one sentence what is wrong with a database that was whole once', async () => {
    const dataDir = join(folder, 'data');
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '16\n');
    await expect(start(dataDir)).rejects.toThrow(/was made by Postgres 16 and this is 17/);
    rmSync(join(dataDir, 'postgres'), { recursive: true });
    await expect(start(dataDir)).rejects.toThrow(/is gone or incomplete although it was once whole/);
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'secrets.json'), '{');
    await expect(start(dataDir)).rejects.toThrow(/secrets\.json is damaged/);
  });

  test('says in one sentence that a data folder is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(start(join(folder, 'file'))).rejects.toThrow(/is a file, or lies below one/);
    await expect(start(join(folder, 'file/below'))).rejects.toThrow(/is a file, or lies below one/);
  });

  test('keeps its socket in the temporary folder when the path is too long for one', async () => {
    const server = await start(join(folder, 'a'.repeat(120)));
    expect(server.socketFolder).toMatch(new RegExp(`^${tmpdir()}/concierta-[0-9a-f]{12}$`));
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(server.socketFolder)).toBe(false);
  });

  test.runIf(isRoot)(
    'as root, keeps the cluster where nobody can enter, when the data folder is closed to it',
    async () => {
      chmodSync(folder, 0o700);
      const dataDir = join(folder, 'data');
      const server = await start(dataDir);
      const place = readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim();
      expect(place).toMatch(/^\/var\/lib\/concierta\/[0-9a-f]{12}\/postgres$/);
      expect(statSync(place).uid).toBe(65534);
      expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
      expect((await start(dataDir)).isNew).toBe(false);
      await running.pop()!.stop();
      rmSync(join(place, '..'), { recursive: true });
    },
  );

  test.runIf(isRoot)(
    'as a person, says that a folder cannot be written to, and runs in one that can',
    async () => {
      const person = { uid: 65534, gid: 65534 };
      const refused = await startChild(join(folder, 'data'), person);
      expect(refused.line).toMatch(/^refused: The data folder .*data cannot be written to \(EACCES\)/);
      chmodSync(folder, 0o777);
      const accepted = await startChild(join(folder, 'data'), person);
      expect(accepted.line).toMatch(/^ready: \d+$/);
      const postmaster = Number(accepted.line.slice('ready: '.length));
      expect(statSync(`/proc/${postmaster}`).uid).toBe(person.uid);
      accepted.child.kill('SIGKILL');
      process.kill(postmaster, 'SIGINT');
      await waitUntilGone(postmaster, 5000);
    },
  );
});
