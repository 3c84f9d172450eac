import { redirect, type Handle } from '@sveltejs/kit';
import { stopWith } from './answer-error.ts';
import { AppError } from './app-error.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Whether a request that changes something comes from one of our own pages. */
export function isOwnOrigin(request: Request, origin: string): boolean {
  const claimed = request.headers.get('origin');
  if (claimed !== null) return claimed === origin;
  return request.headers.get('sec-fetch-site') === 'same-origin';
}

/**
 * Where a page belongs that was opened under another name of this machine (127.0.0.1 for localhost): its forms would be
 * taken for another site's. Undefined for every other address, so that nothing a stranger names leads anywhere.
 */
export function ownAddress(request: Request, url: URL): string | undefined {
  if (!request.headers.get('accept')?.includes('text/html') || !LOOPBACK.test(url.hostname)) return undefined;
  const host = request.headers.get('host') ?? '';
  if (!URL.canParse(`http://${host}`)) return undefined;
  const asked = new URL(`${url.protocol}//${host}`);
  const alias = asked.port === url.port && asked.hostname !== url.hostname && LOOPBACK.test(asked.hostname);
  return alias ? url.href : undefined;
}

/**
 * Refuses every change that another site sends, whatever its content type. It is the only such check: kit's own looks at
 * forms only, and answers in English before a request has its number (svelte.config.js turns it off).
 */
export const handleOrigin: Handle = ({ event, resolve }) => {
  const { request, url } = event;
  if (SAFE.has(request.method)) {
    const own = request.method === 'OPTIONS' ? undefined : ownAddress(request, url);
    if (own) redirect(307, own);
    return resolve(event);
  }
  if (isOwnOrigin(request, url.origin)) return resolve(event);
  stopWith(new AppError('foreign_origin'));
};
