/** What happened, and what one can do about it. */
export type RefusalWords = { message: string; action: string };

let words = (): RefusalWords => ({ message: '', action: '' });

/** Says once, for the whole page, what a form shows when nothing that can be read came back (no network, say). */
export function sayUnanswered(say: () => RefusalWords): void {
  words = say;
}

/** The words of an error that a form met: the server's own, where it sent some; never the browser's. */
export function wordsOfError(error: unknown): RefusalWords {
  const { message, action } = (error ?? {}) as Partial<RefusalWords>;
  return message && action ? { message, action } : words();
}
