/**
 * `npm run test:faults`: the long forms of the faults. What is killed, is killed again and again (`-- --rounds 40`, the
 * default); what hangs, stands still or is full, is so for half a minute (`-- --seconds 30`). Takes some five minutes.
 * Each round says how many edits had been acknowledged, and the last line is `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureRedis } from './test/redis.ts';
import { prepare } from './test/prepare.ts';
import { type Report, vitestCounts } from './test/reports.ts';
import { run } from './test/step.ts';

const FILES = [
  'kill',
  'postgres-killed',
  'postgres-stopped',
  'two-servers',
  'durable',
  'starved',
  'materialise',
];
/** Cases 19 to 30 of the catalogue, and a locked document; what else is in those files belongs to `npm test`. */
const CASES = 'cases? (19|2[0-9]|30)|is locked for';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '40' }, seconds: { type: 'string', default: '30' } },
});
// A fault that was left out is no fault that was survived.
process.env.REDIS_WANTED = '1';
ensureRedis();
await prepare();
const folder = mkdtempSync(join(tmpdir(), 'concierta-faults-'));
const file = join(folder, 'results.json');
const files = FILES.map((name) => `tests/collab/${name}.test.ts`);
const { code } = await run(
  `Faults, ${values.rounds} rounds, ${values.seconds} seconds each`,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...['--project', 'database', '--no-file-parallelism'],
    ...files,
    ...['--testNamePattern', CASES],
  ],
  { env: { FAULT_ROUNDS: values.rounds, FAULT_SECONDS: values.seconds, RESULTS_FILE: file } },
);

let counts: Report = { passed: 0, failed: 0, skipped: 0, names: [], again: [] };
try {
  counts = vitestCounts(file);
} catch {
  console.error('The faults left no report.');
}
rmSync(folder, { recursive: true, force: true });
const { passed, names, again } = counts;
const failed = counts.failed || (code !== 0 || passed === 0 ? 1 : 0);
const list = (tests: readonly string[]) => tests.map((name) => `  ${name}`).join('\n');
if (again.length > 0) console.log(`\nSurvived only at the second try:\n${list(again)}`);
if (names.length > 0) console.log(`\nNot survived:\n${list(names)}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
