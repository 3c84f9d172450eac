import {
  error as stop,
  fail,
  isActionFailure,
  isHttpError,
  isRedirect,
  type ActionFailure,
  type RequestEvent,
} from '@sveltejs/kit';
import { getRequestEvent } from '$app/server';
import { ERRORS } from '#lib/domain/errors.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { AppError, toAppError } from './app-error.ts';
import { currentErrorWords } from './error-words.ts';
import { log } from './log.ts';
import { whyLost } from './lost-access.ts';

/** What a refused form gets back: what happened, in words, and everything that was typed. */
export interface FormFailure<Values> {
  error: App.Error & { fields: Readonly<Record<string, string>> };
  values: Values;
}

/** What the table has a row for: the server was always reached. */
type Known = App.Error & { code: AppError['code'] };

/** Writes down what the table calls more than a notice, with its cause. */
export function report(error: AppError, { locals }: { locals: App.Locals }): void {
  const { severity } = ERRORS[error.code];
  const level = ({ notice: 'debug', warning: 'warn', fault: 'error' } as const)[severity];
  // An error before the request had its own log still gets its line.
  (locals.log ?? log)[level](
    { code: error.code, err: severity === 'notice' ? undefined : (error.cause ?? error) },
    'refused',
  );
}

/** An error as the page shows it, in the reader's language and with the request's number. */
export function describeError(error: AppError, requestId: string): Known {
  const reference = ERRORS[error.code].severity === 'fault' && `${m.ui_request_number()} ${requestId}`;
  return {
    code: error.code,
    ...currentErrorWords(error.code, error.details),
    requestId,
    ...(reference && { reference }),
  };
}

/** The same for a whole page, which takes the place of the form that somebody had filled in. */
export function describeForPage(error: AppError, { requestId, sent }: App.Locals): Known {
  return { ...describeError(error, requestId), ...(sent?.length && { sent }) };
}

/**
 * What an error is for this asker. In the rooms for signed-in people a stranger's refusal means that the session is over
 * (or that nobody can tell), not that an organization lacks a right; and an address with an impossible id names nothing.
 */
function refusalFor(error: unknown, { locals, request, route }: RequestEvent): AppError {
  const known = toAppError(error);
  const options = { cause: known };
  const room = route.id?.startsWith('/(app)') && !locals.person;
  if (room && (known.code === 'not_allowed' || known.code === 'not_found')) {
    return new AppError(locals.session === 'unknown' ? 'service_unavailable' : 'not_signed_in', {}, options);
  }
  const reading = request.method === 'GET' || request.method === 'HEAD';
  return reading && known.code === 'bad_input' ? new AppError('not_found', {}, options) : known;
}

/** For form actions: `return failWith(error, values)`. `values` come back to the form; never put a password there. */
export function failWith<Values>(error: unknown, values: Values): ActionFailure<FormFailure<Values>> {
  const event = getRequestEvent();
  const known = refusalFor(error, event);
  event.locals.refused = known;
  report(known, event);
  const { minutes } = known.details;
  if (known.status === 429 && typeof minutes === 'number') {
    event.setHeaders({ 'retry-after': String(minutes * 60) });
  }
  return fail(known.status, {
    error: { ...describeError(known, event.locals.requestId), fields: known.fields },
    values,
  });
}

/** For loads and endpoints: ends them with the error page of the table's status. Redirects and kit's errors pass. */
export function stopWith(error: unknown): never {
  if (isRedirect(error) || isHttpError(error)) throw error;
  const event = getRequestEvent();
  // Its error page has loads of its own: what they cannot read either is not why.
  const first = event.locals.failure;
  if (first) stop(ERRORS[first.code].status, first);
  const unread = refusalFor(error, event);
  // Without scripts the page follows upon the form: where it is not to be had any more, the form was told why.
  const known = (unread.code === 'not_found' && event.locals.refused) || unread;
  report(known, event);
  // Kit makes no page of an endpoint's refusal: then it is told from here (handleRefusals).
  event.locals.failure = describeForPage(known, event.locals);
  stop(known.status, event.locals.failure);
}

/** Runs a load's work; whatever it throws becomes the right error page: `load = () => orStop(() => listThreads(…))`. */
export async function orStop<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isRedirect(error) || isHttpError(error)) throw error;
    stopWith(await whyLost(toAppError(error), getRequestEvent()));
  }
}

/** Runs an action's work; whatever it throws goes back to the form with what was typed. Redirects pass. */
export async function orFail<T, Values>(
  values: Values,
  work: () => T | Promise<T>,
): Promise<T | ActionFailure<FormFailure<Values>>> {
  try {
    return await work();
  } catch (error) {
    if (isRedirect(error) || isHttpError(error) || isActionFailure(error)) throw error;
    return failWith(await whyLost(toAppError(error), getRequestEvent()), values);
  }
}
