import { invalidate } from '$app/navigation';
import { navigating } from '$app/state';
import { tick } from 'svelte';
import { focusAfter } from './take-focus.ts';

const underWay = new Set<Promise<void>>();

/**
 * Loads again what depends on the key; when it is done, the page stands. It waits while the reader is on the way elsewhere:
 * kit gives a navigation up for a reload that begins during it, so that somebody else's act would undo a press on a link.
 * A reload it gives up for the next, too, and says that it is done: one's own act and the news of it come together.
 */
export async function readAgain(key: `app:${string}`): Promise<void> {
  await navigating.complete?.catch(() => undefined);
  const reading = invalidate(key);
  underWay.add(reading);
  try {
    await reading;
  } finally {
    underWay.delete(reading);
  }
  while (underWay.size) await Promise.allSettled(underWay);
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
