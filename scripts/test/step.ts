import { spawn } from 'node:child_process';

export type Counts = { passed: number; failed: number; skipped: number };

/**
 * Runs one command with its output shown, and answers with its exit code and seconds.
 * @param args the first is a file that Node runs
 */
export async function run(
  title: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; seconds: number }> {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const code = await new Promise<number>((resolve) => {
    child.on('exit', (status) => resolve(status ?? 1));
    child.on('error', () => resolve(1));
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`── ${title}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  return { code, seconds };
}
