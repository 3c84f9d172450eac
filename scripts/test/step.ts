import { spawn, type StdioOptions } from 'node:child_process';

export type Counts = { passed: number; failed: number; skipped: number };

export interface Options {
  env?: Record<string, string>;
  /** Shows the output only once it is over: others run beside it. */
  beside?: boolean;
}

/**
 * Runs one command with its output shown, and answers with its exit code and seconds.
 * @param args the first is a file that Node runs
 */
export async function run(
  title: string,
  args: string[],
  { env = {}, beside = false }: Options = {},
): Promise<{ code: number; seconds: number }> {
  const heading = `\n── ${title}`;
  if (!beside) console.log(heading);
  const started = Date.now();
  const stdio = beside ? (['ignore', 'pipe', 'pipe'] as const) : 'inherit';
  const child = spawn(process.execPath, args, {
    stdio: stdio as StdioOptions,
    env: { ...process.env, ...env },
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number>((resolve) => {
    child.on('close', (status) => resolve(status ?? 1));
    child.on('error', () => resolve(1));
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  if (beside) console.log(`${heading}\n${Buffer.concat(output).toString()}`.trimEnd());
  console.log(`── ${title}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  return { code, seconds };
}
