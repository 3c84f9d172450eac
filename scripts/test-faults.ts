/**
 * `npm run test:faults`: the proofs that nothing acknowledged is lost, made again and again (`-- --rounds 40`, which is the
 * default, takes some ten minutes). Each round says how many edits had been acknowledged when something was killed.
 */
import { parseArgs } from 'node:util';
import { run } from './test/step.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' } } });
const { code } = await run(
  `Faults, ${values.rounds} rounds`,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    'tests/collab/kill.test.ts',
    'tests/collab/postgres-killed.test.ts',
  ],
  { FAULT_ROUNDS: values.rounds },
);
process.exit(code);
