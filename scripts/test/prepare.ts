import { run } from './step.ts';

/** Makes what is generated and not in the repository, without which neither the checker nor vitest reads the sources. */
export async function prepare(): Promise<void> {
  await run('Language files', ['scripts/languages.ts']);
  await run('Routes', ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']);
}
