import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Handle } from '@sveltejs/kit';

const pack = promisify(gzip);
/** Below this a packet carries it anyway. */
const WORTH_PACKING = 1_400;

/**
 * Packs pages for readers whom nobody knows. Pages of somebody who is signed in are left as they are: from the length of
 * what is packed together, whoever can put words of their own into a page can guess others' (BREACH).
 */
export const handleCompression: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { headers } = response;
  const accepts = /\bgzip\b(?!\s*;\s*q=0)/.test(event.request.headers.get('accept-encoding') ?? '');
  if (!accepts || event.locals.session !== 'none' || headers.has('content-encoding')) return response;
  if (response.status !== 200 || !headers.get('content-type')?.startsWith('text/html')) return response;
  const plain = Buffer.from(await response.arrayBuffer());
  headers.append('vary', 'accept-encoding');
  if (plain.length < WORTH_PACKING) return new Response(plain, response);
  const packed = Uint8Array.from(await pack(plain));
  headers.set('content-encoding', 'gzip');
  const etag = headers.get('etag');
  if (etag?.startsWith('"')) headers.set('etag', `W/${etag}`);
  headers.set('content-length', String(packed.length));
  return new Response(packed, response);
};
