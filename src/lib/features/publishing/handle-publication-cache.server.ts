import type { Handle, RequestEvent } from '@sveltejs/kit';
import { answerFrom, type KeptPage } from './kept-pages.ts';
import { keptPublications, keyOf, sendKeptPublication } from './kept-publications.server.ts';

/** What every answer has of its own, or what is said anew about each form of it. */
const OWN = new Set(['content-length', 'x-request-id', 'vary']);

const rendering = new Map<string, Promise<unknown>>();

// The program that runs us asks it before it asks kit (scripts/run/open-web.ts).
globalThis.__concierta = { ...globalThis.__concierta, sendKeptPage: sendKeptPublication };

function send(page: KeptPage, { request }: RequestEvent): Response {
  const accepts = request.headers.get('accept-encoding');
  const { status, headers, body } = answerFrom(page, { accepts, etag: request.headers.get('if-none-match') });
  return new Response(body, { status, headers });
}

/**
 * Keeps a publication's page as it was rendered for the first reader (docs/adr/0011-kept-pages.md), and renders it once
 * for a crowd that comes at the same moment.
 */
export const handlePublicationCache: Handle = async ({ event, resolve }) => {
  const { request, url } = event;
  // To kit what a page holds, asked for by a link, has the page's own address.
  if (event.isDataRequest) return resolve(event);
  const key = keyOf(request.method, url.pathname + url.search, request.headers.get('cookie') ?? '');
  if (!key) return resolve(event);
  await rendering.get(key)?.catch(() => undefined);
  const kept = keptPublications.find(key);
  if (kept) return send(kept, event);
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
  const plain = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers].filter(([name]) => !OWN.has(name));
  return send(await keptPublications.keep(key, headers, plain), event);
}
