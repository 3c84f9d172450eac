import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type ArmName = 'concierta' | 'hocuspocus' | 'y-websocket';

/** A server of the bench, in a process of its own. */
export interface Arm {
  name: ArmName;
  port: number;
  /** Milliseconds of processor it has used, and bytes of its heap after a collection. */
  usage(): Promise<{ cpuMs: number; heap: number }>;
  stop(): Promise<void>;
}

const answer = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });

/** Starts one of the servers to be compared. */
export async function startArm(name: ArmName, env: Record<string, string> = {}): Promise<Arm> {
  const child = fork(`scripts/bench/servers/${name}.ts`, {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { port } = await answer<{ port: number }>(child);
  return {
    name,
    port,
    usage() {
      child.send('usage');
      return answer(child);
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
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
