import { isAuthError, isAuthRetryableFetchError } from '@supabase/supabase-js';
import { ERRORS, isErrorCode, type ErrorCode } from '#lib/domain/errors.ts';

export type { ErrorCode } from '#lib/domain/errors.ts';
type Details = Readonly<Record<string, unknown>>;

/** Something of the error table happened. `details` are the facts for its words; `fields` say what is wrong with which field. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Details;
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    details: Details = {},
    options?: ErrorOptions & { fields?: Record<string, string> },
  ) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
    this.fields = options?.fields ?? {};
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

interface DatabaseError {
  code: string;
  message: string;
  details?: unknown;
}

/** SQLSTATEs and PostgREST's own codes, by their beginning; the first that fits counts. */
const DATABASE_CODES: [string, ErrorCode][] = [
  ['PGRST116', 'not_found'],
  ['PGRST3', 'not_signed_in'],
  ['PGRST00', 'service_unavailable'],
  ['42501', 'not_allowed'],
  ['23505', 'conflict'],
  ['40', 'conflict'],
  ['22', 'bad_input'],
  ['23', 'bad_input'],
  ['08', 'service_unavailable'],
  ['53', 'service_unavailable'],
  ['57', 'service_unavailable'],
];

const AUTH_CODES: Record<string, ErrorCode> = {
  invalid_credentials: 'wrong_credentials',
  email_not_confirmed: 'wrong_credentials',
  user_banned: 'wrong_credentials',
  otp_expired: 'link_expired',
  flow_state_expired: 'link_expired',
  weak_password: 'weak_password',
  same_password: 'same_password',
  over_request_rate_limit: 'too_many_attempts',
  over_email_send_rate_limit: 'too_many_attempts',
  validation_failed: 'bad_input',
  email_address_invalid: 'bad_input',
  session_not_found: 'not_signed_in',
  session_expired: 'not_signed_in',
  no_authorization: 'not_signed_in',
  bad_jwt: 'not_signed_in',
};

function isDatabaseError(error: unknown): error is DatabaseError {
  return (
    typeof error === 'object' && error !== null && 'message' in error && 'code' in error && 'details' in error
  );
}

function readDetails(details: unknown): Details {
  if (typeof details !== 'string') return {};
  try {
    const facts: unknown = JSON.parse(details);
    return typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? (facts as Details) : {};
  } catch {
    return {};
  }
}

function fromDatabase(error: DatabaseError): AppError {
  if (isErrorCode(error.message))
    return new AppError(error.message, readDetails(error.details), { cause: error });
  // supabase-js reports a request that never arrived with an empty code.
  const unreachable = error.code === '' && /fetch|network|abort|socket|time/i.test(error.message);
  const known = DATABASE_CODES.find(([start]) => error.code.startsWith(start))?.[1];
  return new AppError(unreachable ? 'service_unavailable' : (known ?? 'unexpected'), {}, { cause: error });
}

/** Any error as one of the table: what the database raised, what PostgREST or the Auth server answered, a lost connection. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isAuthRetryableFetchError(error)) return new AppError('service_unavailable', {}, { cause: error });
  if (isAuthError(error)) {
    const code = AUTH_CODES[error.code ?? ''] ?? (error.status === 429 ? 'too_many_attempts' : 'unexpected');
    return new AppError(code, {}, { cause: error });
  }
  if (isDatabaseError(error)) return fromDatabase(error);
  if (error instanceof Error && (/fetch failed/i.test(error.message) || error.name === 'TimeoutError')) {
    return new AppError('service_unavailable', {}, { cause: error });
  }
  return new AppError('unexpected', {}, { cause: error });
}
