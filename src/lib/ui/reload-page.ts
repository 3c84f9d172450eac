import { showToast } from './toasts.svelte.ts';
import { askServer } from './until-answered.ts';

/** Loads the page anew, unless the server does not answer: the browser would show a page of its own. */
export const reloadPage = (unanswered: string): Promise<unknown> =>
  askServer().then(
    () => location.reload(),
    () => showToast({ text: unanswered }),
  );
