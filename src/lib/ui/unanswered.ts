/** What happened, and what one can do about it. */
export type RefusalWords = {
  message: string;
  action: string;
  /** The number of the request, in words, where the words ask for it. */
  reference?: string;
};

/** What browsers say where the server, or a piece of the page's code, was not reached. */
const UNANSWERED =
  /^(failed to fetch|network ?error|load failed|the (network|internet) connection|error in (body|input) stream|importing a module|error loading dynamically|unable to preload)/i;

/** Whether an error says only that the server was not reached. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof Error && UNANSWERED.test(error.message);

let words = (): RefusalWords => ({ message: '', action: '' });

/** Says once, for the whole page, what a form shows when nothing that can be read came back (no network, say). */
export function sayUnanswered(say: () => RefusalWords): void {
  words = say;
}

/**
 * The words for a form's result that is no answer of the form's own (an error, or what a hook refused before the form
 * was reached): the server's, where it sent some; never the browser's. Undefined for a proper answer.
 */
export function wordsOfResult(result: object): RefusalWords | undefined {
  const { type = '', error = result } = result as { type?: string; error?: unknown };
  if (['success', 'failure', 'redirect'].includes(type)) return undefined;
  const { message, action, reference } = (error ?? {}) as Partial<RefusalWords>;
  return message && action ? { message, action, ...(reference && { reference }) } : words();
}
