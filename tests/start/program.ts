import { type ChildProcess, spawn } from 'node:child_process';

/** A program under test, with all that it has printed. */
export type Program = {
  child: ChildProcess;
  output: () => string;
  until: (pattern: RegExp) => Promise<RegExpExecArray>;
  ended: Promise<number | null>;
};

/** Runs one of the start programs as a person would, with nothing of this process' settings. */
export function runProgram(args: string[], env: Record<string, string> = {}): Program {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    let over = false;
    void ended.then(() => (over = true));
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      if (over) throw new Error(`The program ended without saying ${pattern}:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  return { child, output: () => output, until, ended };
}

/** Runs a program to its end, for those that refuse. */
export async function runToEnd(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const program = runProgram(args, env);
  const code = await program.ended;
  return { code, output: program.output().trim() };
}
