import type { Handle } from '@sveltejs/kit';
import { stopWith } from './answer-error.ts';
import { AppError, type ErrorCode } from './app-error.ts';
import { requirePerson } from './require-person.ts';

/** Far above what any form of text can hold; every field has its own, smaller limit. */
const LARGEST_FORM = 1024 * 1024;

/** Where a signed-in person sends a Word file: there the server's own limit (BODY_SIZE_LIMIT) counts. */
const IMPORT = '/(app)/documentos/[id]/importar';

/** Whether a request says that its body is small enough for where it goes. One that does not say is not. */
export function isSmallEnough(request: Request, route: string | null, signedIn: boolean): boolean {
  if (!request.body && !request.headers.has('content-length')) return true;
  if (signedIn && route === IMPORT) return true;
  const length = request.headers.get('content-length');
  return length !== null && Number(length) <= LARGEST_FORM;
}

/** What was too large where it went: only an import brings a file, everything else is what somebody wrote. */
export function sizeRefusal(route: string | null): ErrorCode {
  return route === IMPORT ? 'file_too_large' : 'form_too_large';
}

/** Refuses large bodies before anything reads them: what a stranger sends would be held in memory, and echoed. */
export const handleBodySize: Handle = ({ event, resolve }) => {
  const { request, route, locals } = event;
  if (isSmallEnough(request, route.id, locals.person !== null)) return resolve(event);
  try {
    // A file is not too large because its sender's session ended.
    if (route.id === IMPORT) requirePerson(locals);
  } catch (error) {
    stopWith(error);
  }
  stopWith(new AppError(sizeRefusal(route.id)));
};
