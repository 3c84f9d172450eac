import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type ArmName = 'concierta' | 'hocuspocus' | 'y-websocket';

/** A program of the bench, in a process of its own. */
export interface Program<Told extends { port: number }> {
  told: Told;
  /** Milliseconds of processor it has used so far. */
  cpu(): Promise<number>;
  /** Those of them that were spent in the kernel. */
  kernel(): Promise<number>;
  /** Bytes of its heap after a collection, which costs it processor time. */
  heap(): Promise<number>;
  stop(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** A collaboration server of the bench. */
export interface Arm extends Omit<Program<{ port: number }>, 'told'> {
  name: ArmName;
  port: number;
}

const answer = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });

/** Starts one of the programs in `servers/`; it is there when it has told its port. */
export async function startProgram<Told extends { port: number }>(
  name: string,
  env: Record<string, string> = {},
): Promise<Program<Told>> {
  const child = fork(`scripts/bench/servers/${name}.ts`, {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const told = await answer<Told>(child);
  const ask = (question: string) => {
    child.send(question);
    return answer<number>(child);
  };
  return {
    told,
    cpu: () => ask('cpu'),
    kernel: () => ask('kernel'),
    heap: () => ask('heap'),
    stop: (signal = 'SIGKILL') =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill(signal);
      }),
  };
}

/** Starts one of the collaboration servers to be compared. */
export async function startArm(name: ArmName, env: Record<string, string> = {}): Promise<Arm> {
  const { told, ...program } = await startProgram<{ port: number }>(name, env);
  return { name, port: told.port, ...program };
}

/** Processor milliseconds of a process and its children so far, from Linux's own books; 0 elsewhere. */
export function cpuOfFamily(pid: number): number {
  try {
    const own = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    // Fields 14 and 15 of proc(5), counted from the third; a tick is 10 ms on every Linux that Node runs on.
    const ticks = Number(own[11]) + Number(own[12]);
    const below = children ? children.split(' ').map((child) => cpuOfFamily(Number(child))) : [];
    return below.reduce((sum, each) => sum + each, ticks * 10);
  } catch {
    return 0;
  }
}
