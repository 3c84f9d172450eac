import { isHttpError, isRedirect, type Handle, type RequestEvent } from '@sveltejs/kit';
import { describeError, report } from './answer-error.ts';
import { AppError, toAppError } from './app-error.ts';
import { answerRefusal } from './refusal-page.ts';

/** Whether whoever asks reads JSON: a form sent by a script, or data for a page that is already there. */
function readsJson({ request, isDataRequest }: RequestEvent): boolean {
  const accepts = request.headers.get('accept') ?? 'text/html';
  return isDataRequest || (accepts.includes('application/json') && !accepts.includes('text/html'));
}

/**
 * Answers what the hooks after it refuse, in the reader's language and with the request's number. Kit's own answer would
 * be a bare page without either, and without the headers of every other answer.
 */
export const handleRefusals: Handle = async ({ event, resolve }) => {
  let response: Response;
  try {
    response = await resolve(event);
  } catch (thrown) {
    if (isRedirect(thrown)) throw thrown;
    if (isHttpError(thrown)) return answerRefusal(thrown.body, thrown.status, readsJson(event));
    const error = toAppError(thrown);
    report(error, event);
    return answerRefusal(describeError(error, event.locals.requestId), error.status, readsJson(event));
  }
  // Kit's page of last resort (src/error.html): not even the error page could be made.
  const bare = response.status >= 400 && response.headers.get('content-type')?.startsWith('text/html');
  if (!bare || response.headers.has('content-security-policy')) return response;
  const known = event.locals.failure ?? describeError(new AppError('unexpected'), event.locals.requestId);
  return answerRefusal(known, response.status, false);
};
