import { invalidate } from '$app/navigation';
import { navigating } from '$app/state';

/**
 * Loads again what depends on the key. It waits while the reader is on the way elsewhere: kit gives a navigation up for
 * a reload that begins during it, so that somebody else's act would undo a press on a link.
 */
export async function readAgain(key: `app:${string}`): Promise<void> {
  await navigating.complete?.catch(() => undefined);
  await invalidate(key);
}
