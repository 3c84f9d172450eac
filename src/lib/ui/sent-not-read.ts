import { dismissToast, showToast } from './toasts.svelte.ts';

/** A page that is read anew within this time needs no words. */
const SOON_MS = 4000;

let words = () => '';

/** Says once, for the whole page, that what was sent has arrived, and that the page will show it later. */
export function saySentNotRead(say: () => string): void {
  words = say;
}

/**
 * Waits until the page that a form was accepted by has been read anew, and says meanwhile, if that takes long, that the
 * form was accepted: without it whoever sees it still under way sends it again.
 */
export async function whileRead(read: Promise<void>): Promise<void> {
  let told = 0;
  const timer = setTimeout(() => (told = showToast({ tone: 'warning', text: words() })), SOON_MS);
  try {
    await read;
  } finally {
    clearTimeout(timer);
    if (told) dismissToast(told);
  }
}
