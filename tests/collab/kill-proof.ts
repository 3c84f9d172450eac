import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CollabHealth } from '#collab/main.ts';
import { pause, until, type Visitor } from './visitor.ts';

/** How often each proof is made: a few times with all tests, many by `npm run test:faults`. */
export const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 3);

/** Says what a round came to, where somebody asked for the rounds. */
export function report(sentence: string): void {
  if (process.env.FAULT_ROUNDS) process.stdout.write(`${sentence}\n`);
}

/** For how long something hangs, is down or is full: some seconds, or half a minute by `npm run test:faults`. */
export const faultMs = (ms: number) => Number(process.env.FAULT_SECONDS ?? 0) * 1_000 || ms;

export interface Measured {
  heapUsed: number;
  rss: number;
  arrayBuffers: number;
  /** Documents in memory, whoever still knows of them. */
  living: number;
  health: CollabHealth;
}

export interface Victim {
  url: string;
  kill: () => Promise<void>;
  /** Asks it to stop, as a deployment does; answers with its exit code. */
  terminate: () => Promise<number | null>;
  /** What it holds, once everything was freed that can be; of `server-process.ts` only. */
  measure: () => Promise<Measured>;
}

/** Starts a server of the proof as a process of its own, which says its port; ended by `kill` or by `cleanUp`. */
export async function victim(
  file: 'server-process.ts' | 'stock-process.ts',
  env: Record<string, string>,
  started: ChildProcess[],
): Promise<Victim> {
  const program = fileURLToPath(new URL(`./${file}`, import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', program], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  started.push(child);
  const [port] = await once(child.stdout!, 'data');
  return {
    url: `ws://127.0.0.1:${String(port).trim()}/collab`,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    terminate: async () => {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code as number | null;
    },
    measure: async () => {
      child.send('measure');
      const [measured] = await once(child, 'message');
      return measured as Measured;
    },
  };
}

/**
 * People type, each waiting for the acknowledgement before the next mark; at a random moment something is killed.
 * @returns the marks that had been acknowledged
 */
export async function typeUntilKilled(
  writers: readonly Visitor[],
  name: string,
  kill: () => Promise<void>,
): Promise<string[]> {
  const acknowledged: string[] = [];
  let typing = true;
  const type = async (writer: Visitor, at: number) => {
    for (let count = 0; typing; count += 1) {
      const mark = `p${at}-${name}-${count};`;
      writer.write(mark);
      while (typing && writer.provider.unsyncedChanges > 0) await pause(1);
      if (writer.provider.unsyncedChanges === 0) acknowledged.push(mark);
    }
  };
  const done = Promise.all(writers.map(type));
  await until(() => acknowledged.length > 10, 'some were acknowledged');
  await pause(Math.random() * 500);
  // What is acknowledged after this moment may come from a server that is already going down: it counts, too.
  await kill();
  typing = false;
  await done;
  return acknowledged;
}
