import type { Handle } from '@sveltejs/kit';
import { currentErrorWords } from './error-words.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request that changes something comes from one of our own pages. */
export function isOwnOrigin(request: Request, origin: string): boolean {
  const claimed = request.headers.get('origin');
  if (claimed !== null) return claimed === origin;
  return request.headers.get('sec-fetch-site') === 'same-origin';
}

/** Refuses every change that another site sends, whatever its content type (kit looks at forms only). */
export const handleOrigin: Handle = ({ event, resolve }) => {
  const { request, url, locals } = event;
  if (SAFE.has(request.method) || isOwnOrigin(request, url.origin)) return resolve(event);
  locals.log.warn('refused a change from a foreign origin');
  const { message } = currentErrorWords('foreign_origin');
  return new Response(message, { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
