import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddressInfo, createConnection, createServer } from 'node:net';

/** Where a Redis server's program is, or null: scripts/test/redis.ts installs it where it may. */
export function findRedis(): string | null {
  const { stdout } = spawnSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' });
  return stdout.trim() || null;
}

/**
 * Whether the tests of several servers can be made. Where nobody would notice that they were not (in continuous
 * integration, or after `npm test` or `npm run test:faults` tried to install one) the run fails instead.
 */
export function redisForTests(): boolean {
  if (findRedis()) return true;
  if (process.env.CI || process.env.REDIS_WANTED)
    throw new Error(
      'The tests of several collaboration servers need the program redis-server, and it is not installed: install it (on Debian: apt-get install redis-server).',
    );
  return false;
}

/** A Redis of a test's own, on a free port of this machine; it keeps nothing. */
export class TestRedis {
  readonly #folder = mkdtempSync(join(tmpdir(), 'concierta-redis-'));
  #port = 0;
  #child: ChildProcess | null = null;

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Also after `kill`, and then at the same address. */
  async start(): Promise<void> {
    this.#port ||= await freePort();
    const settings = [
      '--port',
      String(this.#port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    this.#child = spawn(findRedis()!, [...settings, '--dir', this.#folder], { stdio: 'ignore' });
    for (const end = Date.now() + 10_000; !(await answers(this.#port));) {
      if (Date.now() > end) throw new Error('Redis did not start');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** SIGSTOP: it hangs; SIGCONT: it goes on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(name);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const line = createConnection(port, '127.0.0.1');
    line.once('error', () => resolve(false));
    line.once('connect', () => line.write('PING\r\n'));
    line.once('data', () => {
      line.destroy();
      resolve(true);
    });
  });
}
