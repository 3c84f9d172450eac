import { invalidate } from '$app/navigation';
import { navigating } from '$app/state';
import { tick } from 'svelte';
import { focusAfter } from './take-focus.ts';

/** So long one waits for a reading that came after one's own. */
const LONGEST_MS = 3_000;

/** Those that are asked for in one go kit does at once, and says to all but the first that they are done. */
let atOnce: Promise<void> | null = null;
let newest: Promise<void> = Promise.resolve();

function read(key: `app:${string}`): Promise<void> {
  const reading = invalidate(key);
  if (!atOnce) {
    atOnce = newest = reading;
    queueMicrotask(() => (atOnce = null));
  }
  return atOnce;
}

/** Until no later reading is under way. */
async function stand(reading: Promise<void>): Promise<void> {
  for (let mine = reading; mine !== newest;) {
    mine = newest;
    await mine.catch(() => undefined);
  }
}

/**
 * Loads again what depends on the key; when it is done, the page stands. It waits while the reader is on the way elsewhere:
 * kit gives a navigation up for a reload that begins during it, so that somebody else's act would undo a press on a link.
 * A reload it gives up for the next, too, and says that it is done: one's own act and the news of it come together.
 */
export async function readAgain(key: `app:${string}`): Promise<void> {
  await navigating.complete?.catch(() => undefined);
  const reading = read(key);
  await reading;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const longest = new Promise<void>((done) => (timer = setTimeout(done, LONGEST_MS)));
  await Promise.race([stand(reading), longest]);
  clearTimeout(timer);
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
