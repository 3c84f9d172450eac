/**
 * A failure whose message is one sentence for the person at the terminal. It is printed alone, without a stack.
 */
export class PlainError extends Error {
  override name = 'PlainError';
}

/** The error's system code (`EACCES`, `EADDRINUSE` …), or an empty string. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
