import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgres } from './binaries.ts';
import { ensureCluster, placeCluster } from './cluster.ts';
import { openDataFolder } from './data-folder.ts';
import { stopOrphan } from './orphan.ts';
import { PlainError } from './plain-error.ts';
import { waitUntilGone } from './processes.ts';
import { type Secrets, openSecrets } from './secrets.ts';
import { openSocketFolder, socketUrl } from './socket-folder.ts';
import { takeStartLock } from './start-lock.ts';
import { postgresOwner } from './unprivileged.ts';

/** How a cluster is started. */
export type PostgresOptions = {
  dataDir: string;
  /** Receives one sentence for what a person should know (a repaired or recovered database). */
  note?: (sentence: string) => void;
  /** Called when Postgres ends without having been asked to; it is started again by itself. */
  onCrash?: (log: string) => void;
  /** True for clusters that may be lost (tests): nothing is forced to the disk. */
  disposable?: boolean;
  maxConnections?: number;
};

/** A running cluster. */
export type Postgres = {
  secrets: Secrets;
  /** The folder of the unix socket, for programs on libpq. */
  socketFolder: string;
  /** Process id of the postmaster. */
  pid: () => number | undefined;
  /** True when the cluster was made by this start. */
  isNew: boolean;
  /** An address that the SQL client understands; the owner's (superuser's) name is `postgres`. */
  url: (role: string, password: string, database: string) => string;
  /** Stops Postgres, at the latest after four seconds, and gives the data folder back. */
  stop: () => Promise<void>;
};

/**
 * Starts the cluster of a data folder, making it first when there is none and recovering it when an earlier start was
 * killed. Listens on a unix socket alone.
 * @throws {PlainError} with one sentence for whatever keeps it from starting
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const note = options.note ?? (() => {});
  const dataDir = openDataFolder(options.dataDir);
  const unlock = takeStartLock(dataDir);
  try {
    const secrets = await openSecrets(dataDir);
    const binaries = findPostgres();
    const place = placeCluster(dataDir);
    const orphan = await stopOrphan(place.cluster);
    if (orphan !== undefined)
      note(`An earlier start had been killed; its Postgres (process ${orphan}) was stopped.`);
    const isNew = await ensureCluster(place, binaries, {
      password: secrets.ownerPassword,
      sync: !options.disposable,
      note,
    });
    const socketFolder = openSocketFolder(place.cluster);
    const server = new Server(
      binaries.postgres,
      place.cluster,
      socketFolder,
      join(dataDir, 'postgres.log'),
      options,
    );
    await server.start();
    return {
      secrets,
      socketFolder,
      isNew,
      pid: () => server.pid(),
      url: (role, password, database) => socketUrl(socketFolder, role, password, database),
      stop: async () => {
        await server.stop();
        if (!socketFolder.startsWith(dataDir)) rmSync(socketFolder, { recursive: true, force: true });
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** One postmaster, started again when it ends unasked. */
class Server {
  #program: string;
  #cluster: string;
  #arguments: string[];
  #logFile: string;
  #onCrash: (log: string) => void;
  #child: ChildProcess | undefined;
  #stopping = false;
  #killWithUs = () => void this.#child?.kill('SIGINT');

  constructor(
    program: string,
    cluster: string,
    socketFolder: string,
    logFile: string,
    options: PostgresOptions,
  ) {
    this.#program = program;
    this.#cluster = cluster;
    this.#logFile = logFile;
    this.#onCrash = options.onCrash ?? (() => {});
    const settings = {
      listen_addresses: '',
      unix_socket_directories: `"${socketFolder}"`,
      unix_socket_permissions: '0700',
      max_connections: String(options.maxConnections ?? 80),
      timezone: 'UTC',
      log_timezone: 'UTC',
      // Statements may hold what people wrote; the log keeps the error's own words only.
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
      ...(options.disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    };
    this.#arguments = [
      '-D',
      cluster,
      '-p',
      '5432',
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const failure = await this.#launch(deadline);
      if (failure === undefined) break;
      // Children of a killed postmaster need a moment to notice that it has gone.
      if (!failure.includes('shared memory block') || Date.now() > deadline)
        throw new PlainError(`Postgres did not start: ${failure}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    process.once('exit', this.#killWithUs);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    process.off('exit', this.#killWithUs);
    const pid = this.#child?.pid;
    if (pid === undefined || this.#child?.exitCode !== null) return;
    this.#child.kill('SIGINT');
    if (await waitUntilGone(pid, 3000)) return;
    this.#child.kill('SIGQUIT');
    await waitUntilGone(pid, 1000);
  }

  /** Spawns the postmaster and waits until it takes connections; returns its last words when it ends instead. */
  async #launch(deadline: number): Promise<string | undefined> {
    const size = statSync(this.#logFile, { throwIfNoEntry: false })?.size ?? 0;
    const log = openSync(this.#logFile, size > 10_000_000 ? 'w' : 'a', 0o600);
    const from = size > 10_000_000 ? 0 : size;
    // In a process group of its own: Ctrl-C goes to the whole group of a terminal, and Postgres must be the last to stop.
    const child = spawn(this.#program, this.#arguments, {
      ...postgresOwner(),
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { LC_ALL: 'C', TZ: 'UTC' },
    });
    closeSync(log);
    this.#child = child;
    let ended = false;
    child.once('error', () => (ended = true));
    child.once('exit', () => (ended = true));
    while (!ended) {
      if (readStatus(this.#cluster) === `${child.pid} ready`) {
        child.once('exit', () => this.#recover(from));
        child.unref();
        return undefined;
      }
      if (Date.now() > deadline) {
        child.kill('SIGQUIT');
        return `it was not ready after two minutes; see ${this.#logFile}.`;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return lastWords(this.#logFile, from);
  }

  #recover(from: number): void {
    if (this.#stopping) return;
    this.#onCrash(lastWords(this.#logFile, from));
    const again = async (): Promise<void> => {
      if (this.#stopping) return;
      const failure = await this.#launch(Date.now() + 120_000);
      if (failure !== undefined && !this.#stopping) setTimeout(() => void again(), 500);
    };
    void again();
  }
}

/** "<pid> <status>" from the cluster's `postmaster.pid`; the status is its eighth line. */
function readStatus(cluster: string): string {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return `${lines[0]} ${lines[7]?.trim() ?? ''}`;
  } catch {
    return '';
  }
}

function lastWords(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').trim().split('\n');
  const fatal = lines.findLast((line) => /(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*?(FATAL|PANIC):\s*/, '') || `it ended without a word; see ${logFile}.`;
}
