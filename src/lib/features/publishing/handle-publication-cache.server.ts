import type { Handle, RequestEvent } from '@sveltejs/kit';
import { getLocale } from '#lib/generated/paraglide/runtime.js';
import { carriesSession } from '#lib/server/handle-session.ts';
import { THEME_COOKIE } from '#lib/ui/theme.ts';
import { encodingFor, type KeptPage, KeptPages } from './kept-pages.ts';

const ROUTE = '/(public)/publicaciones/[slug]';
/** A publication that is withdrawn or replaced is shown as it was for so long at most. */
const FRESH_MS = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** What every answer has of its own, or what is said anew about each form of it. */
const OWN = new Set(['content-length', 'x-request-id', 'vary']);

const pages = new KeptPages(MOST_BYTES, FRESH_MS);
const rendering = new Map<string, Promise<Response>>();

/** The key of what this request is answered with, or null: somebody is signed in, or it asks for more than a page. */
function keyOf({ request, route, url, cookies, params }: RequestEvent): string | null {
  if (route.id !== ROUTE || request.method !== 'GET' || url.search || carriesSession(cookies)) return null;
  const theme = cookies.get(THEME_COOKIE);
  return [params.slug, getLocale(), theme === 'light' || theme === 'dark' ? theme : ''].join(' ');
}

function send(page: KeptPage, request: Request): Response {
  const headers = new Headers(page.headers);
  headers.set('vary', 'accept-encoding');
  if (request.headers.get('if-none-match') === headers.get('etag'))
    return new Response(null, { status: 304, headers });
  const encoding = encodingFor(page, request.headers.get('accept-encoding'));
  if (encoding) headers.set('content-encoding', encoding);
  const body = (encoding && page.packed[encoding]) || page.plain;
  headers.set('content-length', String(body.length));
  return new Response(body, { headers });
}

/**
 * Sends a publication's page as it was rendered for an earlier reader (docs/adr/0011-kept-pages.md): a book of 190 pages
 * costs a quarter of a second to render and nothing to send. Only to readers whom nobody knows; one rendering at a time.
 */
export const handlePublicationCache: Handle = async ({ event, resolve }) => {
  const key = keyOf(event);
  if (!key) return resolve(event);
  const kept = pages.find(key);
  if (kept) return send(kept, event.request);
  // A crowd that comes at once waits for one rendering; each then looks again.
  const first = rendering.get(key);
  if (first) {
    await first.catch(() => undefined);
    const found = pages.find(key);
    return found ? send(found, event.request) : resolve(event);
  }
  const answer = render(key, event, resolve);
  rendering.set(key, answer);
  return answer.finally(() => rendering.delete(key));
};

async function render(
  key: string,
  event: RequestEvent,
  resolve: Parameters<Handle>[0]['resolve'],
): Promise<Response> {
  const response = await resolve(event);
  if (response.status !== 200 || response.headers.has('set-cookie')) return response;
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers].filter(([name]) => !OWN.has(name));
  const packing = pages.keep(key, headers, body);
  // The first reader does not wait for the packing.
  packing.catch((error: unknown) => event.locals.log.error({ err: error }, 'a page could not be packed'));
  return send({ headers, plain: body, packed: {}, until: 0 }, event.request);
}
