import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '#embedded/plain-error.ts';

/** What the build is made of, without what it makes itself: the first build would otherwise ask for a second. */
const SOURCES = [
  'src',
  'messages',
  'static',
  'project.inlang/settings.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json',
];
const LEFT_OUT = /(^|\/)(generated\/paraglide|embedded|collab|demo|cache)(\/|$)|\.test\.ts$/;
const STAMP = 'build/sources.sha256';

/**
 * Builds the web into `build/` unless it was built from these very sources.
 * @throws {PlainError} when the build fails
 */
export async function ensureBuild(): Promise<void> {
  const fingerprint = hashSources();
  if (existsSync('build/handler.js') && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint)
    return;
  const stopProgress = showProgress('Building the web part');
  const { code, output } = await runBuild();
  stopProgress(code === 0);
  if (code !== 0)
    throw new PlainError(
      `The web part could not be built:\n${output.trim().split('\n').slice(-15).join('\n')}`,
    );
  writeFileSync(STAMP, fingerprint);
}

/** The files whose change asks for a new build. */
export function buildSources(): string[] {
  return SOURCES.filter((source) => existsSync(source)).flatMap(filesIn);
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const file of buildSources()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  if (LEFT_OUT.test(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => filesIn(join(path, entry.name)));
}

function runBuild(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'vite-build.ts')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0' },
    });
    const abort = (): void => void child.kill();
    process.once('exit', abort);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', abort);
      resolve({ code, output });
    });
  });
}

/** One line that says what goes on: rewritten each second on a terminal, written at the beginning elsewhere. */
function showProgress(what: string): (done: boolean) => void {
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  if (!process.stdout.isTTY) {
    console.log(`${what} …`);
    return (done) => done && console.log(`${what}: done in ${seconds()} s.`);
  }
  const timer = setInterval(() => process.stdout.write(`\r${what} … ${seconds()} s`), 1000);
  process.stdout.write(`${what} …`);
  return (done) => {
    clearInterval(timer);
    process.stdout.write(`\r${what}: ${done ? `done in ${seconds()} s.` : 'failed.'}   \n`);
  };
}
