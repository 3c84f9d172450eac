import type { RequestEvent } from '@sveltejs/kit';
import { cookieName, type Locale } from '#lib/generated/paraglide/runtime.js';

const YEAR_S = 365 * 24 * 60 * 60;

/** Keeps the reader's language in this browser. */
export function rememberLanguage(event: RequestEvent, locale: Locale): void {
  event.cookies.set(cookieName, locale, {
    path: '/',
    maxAge: YEAR_S,
    sameSite: 'lax',
    httpOnly: true,
    secure: event.url.protocol === 'https:',
  });
}
