import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './plain-error.ts';
import { commandLine, isAlive, waitUntilGone } from './processes.ts';

/** A process id that no system gives out. */
const NOBODYS_PID = 2_147_483_646;

/**
 * Stops a Postgres that outlived its parent (a SIGKILL leaves it running) so that the cluster can be started by us,
 * with our options and under our eyes. When `postmaster.pid` names a dead process, or another program that has got the
 * number since, it is made to name nobody: Postgres would refuse to start because of a number that lives (or that
 * nobody has buried), but it must keep the rest of the file, by which it sees whether old server processes still work.
 * @returns the process id of the Postgres that was stopped, if there was one
 * @throws {PlainError} when it will not stop
 */
export async function stopOrphan(cluster: string): Promise<number | undefined> {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid === undefined) return undefined;
  if (!isAlive(pid) || !isPostmasterOf(pid, cluster)) {
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^-?\d+/, String(NOBODYS_PID)));
    return undefined;
  }
  // SIGINT is Postgres' "fast" shutdown (roll back, write a checkpoint), SIGQUIT the immediate one.
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    process.kill(pid, signal);
    if (await waitUntilGone(pid, patience)) return pid;
  }
  throw new PlainError(
    `An earlier Postgres (process ${pid}) still holds the database in ${cluster} and does not stop; end it and start again.`,
  );
}

/** The process id in a `postmaster.pid`, if the file is there and holds one. */
export function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isPostmasterOf(pid: number, cluster: string): boolean {
  const command = commandLine(pid);
  if (!command.includes('postgres')) return false;
  return command.includes(cluster) || command.includes(realpathSync(cluster));
}
