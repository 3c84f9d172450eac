import { AppError, toAppError, type ErrorCode } from './app-error.ts';

type Answer<T> = ({ data: T; error: null } | { data: unknown; error: unknown }) & { status?: number };

/** The data of a Supabase answer. Throws its error as an AppError. */
export function unwrap<T>(answer: Answer<T>): T {
  if (answer.error) throw toAppError(withStatus(answer.error, answer.status));
  return answer.data as T;
}

/** What answered in the database's stead, a gateway or Node itself, has no code; its status is all that tells what it was. */
function withStatus(error: unknown, status?: number): unknown {
  const told = typeof error === 'object' && error !== null && ('code' in error || error instanceof Error);
  if (told || !status) return error;
  const cause = { ...Object(error), code: `HTTP ${status}` };
  // REST says why nobody is let in, except where only a count was asked for: such an answer has no body.
  return status === 401 && !cause.message ? new AppError('not_signed_in', {}, { cause }) : cause;
}

/**
 * The one row of an answer (`.maybeSingle()`, or `.select()` after a write). A policy refuses silently, by giving no
 * row: after a read that is `not_found`, after a write say `not_allowed`.
 */
export function unwrapRow<T>(
  answer: Answer<T | T[] | null>,
  whenNone: ErrorCode = 'not_found',
): NonNullable<T> {
  const data = unwrap<T | T[] | null>(answer);
  const row = Array.isArray(data) ? data[0] : data;
  if (row === null || row === undefined) throw new AppError(whenNone);
  return row as NonNullable<T>;
}
