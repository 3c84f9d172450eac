import { beforeNavigate, goto } from '$app/navigation';
import type { BeforeNavigate } from '@sveltejs/kit';
import { toastUntilOnline } from './toasts.svelte.ts';
import { askServer, untilServed } from './until-answered.ts';

/** Whether the server answered though the browser knows of no network: it may be this machine's own. */
let isServed = false;

const isWithoutNetwork = () => navigator.onLine === false && !isServed;

/** Whether the reader stays where they are, whatever they pressed: without a network no other page can be read. */
export const isHeldBack = ({ willUnload }: BeforeNavigate): boolean => !willUnload && isWithoutNetwork();

/** Until another page can be read. */
export async function untilMayLeave(): Promise<void> {
  if (!isWithoutNetwork()) return;
  await untilServed();
  isServed = true;
}

/**
 * Begins no way to another page without a network: what came in the place of this one, and of the text that somebody may
 * be writing in it, would be an error. Called while the root layout is made.
 * @param say that this is so
 */
export function stayWithoutNetwork(say: () => string): void {
  let pressed = 0;
  beforeNavigate((navigation) => {
    // Whoever presses something else has changed their mind.
    const mine = (pressed += 1);
    const isLast = () => mine === pressed;
    if (!isHeldBack(navigation)) return;
    navigation.cancel();
    askServer().then(
      () => {
        isServed = true;
        if (isLast()) void goOn(navigation);
      },
      () => isLast() && toastUntilOnline(say()),
    );
  });
}

/** The way that was not begun, from the start. */
async function goOn({ type, to, ...navigation }: BeforeNavigate): Promise<void> {
  if (type === 'popstate') history.go('delta' in navigation ? navigation.delta : -1);
  else if (to) await goto(to.url);
}

// There is no such thing on the server.
if (typeof addEventListener === 'function') {
  for (const change of ['online', 'offline']) addEventListener(change, () => (isServed = false));
}
