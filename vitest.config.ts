import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Vitest leaves one core to itself, which halves a small machine; what takes long here mostly waits.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: process.env.RESULTS_FILE
      ? ['default', ['json', { outputFile: process.env.RESULTS_FILE }]]
      : ['default'],
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'src/embedded/**'],
          // Some follow thousands of edits, on a machine that others use too.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['tests/{collab,database,start,supabase}/**/*.test.ts', 'src/embedded/**/*.test.ts'],
          globalSetup: ['./tests/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real servers and clocks, on a machine that others use too. What needed a second try is told at the end.
          retry: process.env.RESULTS_FILE ? 1 : 0,
        },
      },
    ],
  },
});
