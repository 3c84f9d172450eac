import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '#lib/server/log.ts';
import { SESSION_COOKIE } from '#lib/server/handle-session.ts';
import { cookieName, isLocale, baseLocale } from '#lib/generated/paraglide/runtime.js';
import { THEME_COOKIE } from '#lib/ui/theme.ts';
import { answerFrom, KeptPages } from './kept-pages.ts';

/** A publication that is withdrawn or replaced is shown as it was for so long at most. */
const FRESH_MS = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;
const ADDRESS = /^\/publicaciones\/[a-z0-9-]{1,80}$/;

/** The pages of publications, as readers whom nobody knows are sent them. */
export const keptPublications = new KeptPages(MOST_BYTES, FRESH_MS);

function readCookies(header: string): Map<string, string> {
  return new Map(
    header.split(';').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}

/**
 * The key of the page that answers this request: its address, language and theme, all that such a page depends on.
 * Null: somebody is signed in, or it asks for something else.
 */
export function keyOf(method: string | undefined, address: string, cookieHeader: string): string | null {
  if (method !== 'GET' || !ADDRESS.test(address)) return null;
  const cookies = readCookies(cookieHeader);
  if ([...cookies.keys()].some((name) => SESSION_COOKIE.test(name))) return null;
  const language = cookies.get(cookieName) ?? '';
  const theme = cookies.get(THEME_COOKIE) ?? '';
  return [
    address,
    isLocale(language) ? language : baseLocale,
    theme === 'light' || theme === 'dark' ? theme : 'system',
  ].join(' ');
}

/** Answers a request before kit sees it, when its page is kept and fresh. False: nothing was sent. */
export function sendKeptPublication(request: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = '', headers } = request;
  const key = keyOf(method, url, headers.cookie ?? '');
  const page = key && keptPublications.find(key);
  if (!page) return false;
  const answer = answerFrom(page, {
    accepts: String(headers['accept-encoding'] ?? ''),
    etag: headers['if-none-match'],
  });
  const requestId = randomUUID();
  response.writeHead(answer.status, [...answer.headers.flat(), 'x-request-id', requestId]);
  response.end(answer.body);
  log.info({ requestId, method, route: '(kept)/publicaciones/[slug]', status: answer.status }, 'request');
  return true;
}
