/** What every form of a page brings along, as a field. */
export type Along = { name: string; value: string };

let kept: Along | undefined;

/**
 * Keeps what the forms of this page bring along, in the browser alone. The first stays until the page is loaded anew: what
 * it reads again meanwhile may be somebody else's, who signed in in another tab, and what was typed is not.
 */
export function keepAlong(along: Along): void {
  kept ??= along;
}

/** What was kept; undefined where nothing was, and on the server. */
export function keptAlong(): Along | undefined {
  return kept;
}

/** Puts it into a form that a script is about to send. */
export function sendAlong(form: FormData): void {
  if (kept) form.set(kept.name, kept.value);
}
