import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pause, until, type Visitor } from './visitor.ts';

/** How often each proof is made: a few times with all tests, many by `npm run test:faults`. */
export const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 3);

/** Says what a round came to, where somebody asked for the rounds. */
export function report(sentence: string): void {
  if (process.env.FAULT_ROUNDS) process.stdout.write(`${sentence}\n`);
}

export interface Victim {
  url: string;
  kill: () => Promise<void>;
}

/** Starts a server of the proof as a process of its own, which says its port; ended by `kill` or by `cleanUp`. */
export async function victim(
  file: 'server-process.ts' | 'stock-process.ts',
  env: Record<string, string>,
  started: ChildProcess[],
): Promise<Victim> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`./${file}`, import.meta.url))], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [port] = await once(child.stdout!, 'data');
  return {
    url: `ws://127.0.0.1:${String(port).trim()}/collab`,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
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
