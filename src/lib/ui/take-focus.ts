import { tick } from 'svelte';

type Found = Element | null | undefined;

function takesFocus(found: Found): boolean {
  if (!found) return false;
  const element = found as HTMLElement;
  if (!element.checkVisibility()) return false;
  element.focus();
  if (document.activeElement === element) return true;
  // A heading or a notice is no control; it takes the focus only here.
  element.tabIndex = -1;
  element.focus();
  return document.activeElement === element;
}

/**
 * Gives the focus to what an act ended in: what was pressed is often gone with the act, and then the keyboard is at the
 * top of the page and nothing is read aloud. The first that is there and can be seen takes it, once the page stands.
 * @param places where to look, in this order
 */
export async function focusAfter(...places: (() => Found)[]): Promise<void> {
  await tick();
  // Whoever writes in the text meanwhile goes on writing there.
  const at = globalThis.document?.activeElement as HTMLElement | null | undefined;
  if (at?.isContentEditable) return;
  places.some((find) => takesFocus(find()));
}
