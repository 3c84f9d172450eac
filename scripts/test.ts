/**
 * `npm test`: walls, format and lint, types, generated files, the build, unit and database tests, and the journeys in a
 * real browser. Names on the command line run only those steps. The last line is `N passed, N failed`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureRedis } from './test/redis.ts';
import { findChromium } from './test/chromium.ts';
import { prepare } from './test/prepare.ts';
import { reason, type Report, vitestCounts } from './test/reports.ts';
import { type Counts, run } from './test/step.ts';

const bin = (file: string) => `node_modules/${file}`;
const results = mkdtempSync(join(tmpdir(), 'concierta-results-'));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
/** What failed, by name: told again at the end, where a log that was cut still has it. */
const failures: string[] = [];
/** What passed only when it was tried again: nothing is refused for it, and nobody may overlook it. */
const secondTries: string[] = [];

/** A step that passes or fails as a whole. */
async function whole(title: string, args: string[], beside = false): Promise<void> {
  const { code } = await run(title, args, { beside });
  total[code === 0 ? 'passed' : 'failed'] += 1;
  if (code !== 0) failures.push(title);
}

/** A step with a report of its own: its tests are counted, and a crash without a failed test counts as one. */
async function counted(
  title: string,
  args: string[],
  env: Record<string, string>,
  read: (file: string) => Report,
) {
  const file = join(results, `${title.replaceAll(/\W+/g, '-')}.json`);
  const { code } = await run(title, args, { env: { ...env, RESULTS_FILE: file } });
  let counts: Report = { passed: 0, failed: 0, skipped: 0, names: [], again: [] };
  try {
    counts = read(file);
  } catch (error) {
    console.error(`${title} left no report: ${(error as Error).message}`);
  }
  if (counts.passed === 0 || (code !== 0 && counts.failed === 0)) {
    counts.failed += 1;
    counts.names.push(`it ended with ${code}`);
  }
  failures.push(...counts.names.map((name) => `${title}: ${name}`));
  secondTries.push(...counts.again.map((name) => `${title}: ${name}`));
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
}

type Attempt = { error?: { message?: string } };
type Spec = { title: string; ok: boolean; tests: { status: string; results: Attempt[] }[] };
type Suite = { file: string; suites?: Suite[]; specs: Spec[] };

function playwrightCounts(file: string): Report {
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    suites: Suite[];
  };
  const those = (which: (spec: Spec) => boolean, suite: Suite): string[] => [
    ...suite.specs.filter(which).map((spec) => `${suite.file}: ${spec.title}${reason(errorOf(spec))}`),
    ...(suite.suites ?? []).flatMap((inner) => those(which, inner)),
  ];
  const errorOf = ({ tests }: Spec) =>
    tests.flatMap(({ results }) => results).find(({ error }) => error?.message)?.error?.message;
  const isFlaky = ({ tests }: Spec) => tests.some(({ status }) => status === 'flaky');
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    names: suites.flatMap((suite) => those(({ ok }) => !ok, suite)),
    again: suites.flatMap((suite) => those(isFlaky, suite)),
  };
}

/** One that reads the sources and may stand beside others. */
const reading = (title: string, args: string[]) => whole(title, args, true);

const steps: Record<string, () => Promise<void>> = {
  types: () =>
    reading('Types', [
      bin('svelte-check/bin/svelte-check'),
      '--tsconfig',
      './tsconfig.json',
      '--threshold',
      'warning',
    ]),
  walls: () =>
    reading('Walls', [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err-long',
      'src',
      'scripts',
    ]),
  format: () => reading('Format', [bin('prettier/bin/prettier.cjs'), '--check', '.']),
  lint: () => reading('Lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']),
  generated: () => reading('Generated files', ['scripts/generate.ts', '--check']),
  unit: () => {
    ensureRedis();
    return counted('Unit and database tests', [bin('vitest/vitest.mjs'), 'run'], {}, vitestCounts);
  },
  bench: () => whole('Bench, short', ['scripts/bench.ts', '--short']),
  build: () => whole('Build', ['scripts/build.ts']),
  journeys: () =>
    counted(
      'Journeys',
      [bin('@playwright/test/cli.js'), 'test'],
      { CHROMIUM_PATH: findChromium() },
      playwrightCounts,
    ),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

async function step(name: string): Promise<void> {
  if (asked.length > 0 && !asked.includes(name)) return;
  try {
    await steps[name]?.();
  } catch (error) {
    // What a step needs and does not find is a failure of that step; the others still say how they are.
    const why = error instanceof Error ? error.message : String(error);
    console.error(`\n── ${name}: ${why}`);
    total.failed += 1;
    failures.push(`${name}: ${why.split('\n')[0]}`);
  }
}

async function inTurn(names: readonly string[]): Promise<void> {
  for (const name of names) await step(name);
}

const measured = ['build', 'bench', 'journeys'];
// Walls, lint, types and vitest all read what is compiled from the messages and the routes.
if (!asked.length || !asked.every((name) => measured.includes(name))) await prepare();
// The checker takes as long as the others together, and each of them one core.
await Promise.all([inTurn(['types']), inTurn(['walls', 'format', 'lint', 'generated'])]);
await inTurn(['build', 'unit', 'bench', 'journeys']);
rmSync(results, { recursive: true, force: true });

const list = (names: readonly string[]) => names.map((name) => `  ${name}`).join('\n');
if (secondTries.length > 0)
  console.log(`\nPassed only at the second try, which is a fault to be found:\n${list(secondTries)}`);
if (failures.length > 0) console.log(`\nFailed:\n${list(failures)}`);
if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
