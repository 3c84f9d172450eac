import { invalidate } from '$app/navigation';
import { navigating } from '$app/state';
import { tick } from 'svelte';
import { focusAfter } from './take-focus.ts';

/**
 * Loads again what depends on the key. It waits while the reader is on the way elsewhere: kit gives a navigation up for
 * a reload that begins during it, so that somebody else's act would undo a press on a link.
 */
export async function readAgain(key: `app:${string}`): Promise<void> {
  await navigating.complete?.catch(() => undefined);
  await invalidate(key);
}

/**
 * Loads again what depends on the key because a refusal said that the page is older than what it was sent to. The form
 * that was refused may go with that: then the focus is where the page says why instead.
 */
export async function catchUp(key: `app:${string}`): Promise<void> {
  await readAgain(key);
  await tick();
  if (document.activeElement !== document.body) return;
  await focusAfter(() => document.querySelector('main [role="alert"]'));
}
