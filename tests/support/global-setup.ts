import type { TestProject } from 'vitest/node';
import { startTestCluster } from '#embedded/testing.ts';

/** Starts one Postgres for the run; test files get databases of their own with `openTestDatabase()`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, stop } = await startTestCluster();
  project.provide('testCluster', cluster);
  return stop;
}
