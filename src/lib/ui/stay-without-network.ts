import { beforeNavigate } from '$app/navigation';
import type { BeforeNavigate } from '@sveltejs/kit';
import { dismissToast, showToast } from './toasts.svelte.ts';

/** Whether the reader stays where they are, whatever they pressed: without a network no other page can be read. */
export const isHeldBack = ({ willUnload }: BeforeNavigate): boolean => !willUnload && !navigator.onLine;

/**
 * Begins no way to another page without a network: what came in the place of this one, and of the text that somebody may
 * be writing in it, would be an error. Called while the root layout is made.
 * @param say that this is so
 */
export function stayWithoutNetwork(say: () => string): void {
  beforeNavigate((navigation) => {
    if (!isHeldBack(navigation)) return;
    navigation.cancel();
    const told = showToast({ text: say() });
    addEventListener('online', () => dismissToast(told), { once: true });
  });
}
