import type { Handle } from '@sveltejs/kit';
import { stopWith } from './answer-error.ts';
import { AppError } from './app-error.ts';

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

/** Refuses large bodies before anything reads them: what a stranger sends would be held in memory, and echoed. */
export const handleBodySize: Handle = ({ event, resolve }) => {
  const { request, route, locals } = event;
  if (isSmallEnough(request, route.id, locals.person !== null)) return resolve(event);
  stopWith(new AppError('file_too_large'));
};
