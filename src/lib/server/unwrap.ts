import { AppError, toAppError, type ErrorCode } from './app-error.ts';

type Answer<T> = { data: T; error: null } | { data: unknown; error: unknown };

/** The data of a Supabase answer. Throws its error as an AppError. */
export function unwrap<T>(answer: Answer<T>): T {
  if (answer.error) throw toAppError(answer.error);
  return answer.data as T;
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
