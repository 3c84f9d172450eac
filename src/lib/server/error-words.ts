import { errorRule, type ErrorCode } from '#lib/domain/errors.ts';
import { m } from '#lib/generated/paraglide/messages.js';

type Details = Readonly<Record<string, unknown>>;
type Words = (details: Details) => string;

/** What happened and what one can do about it, in the language of the request at hand. */
export function currentErrorWords(
  code: ErrorCode,
  details: Details = {},
): { message: string; action: string } {
  const facts = { ...errorRule(code).details, ...details };
  return {
    message: (m[`errors_${code}`] as Words)(facts),
    action: (m[`errors_${code}_action`] as Words)(facts),
  };
}
