import type { Handle } from '@sveltejs/kit';
import { timeZone } from '#lib/domain/format.ts';
import { paraglideMiddleware } from '#lib/generated/paraglide/server.js';

/** Answers in the reader's language (cookie `idioma`) and says so in the page's `lang`; the browser learns there, too, in which zone to date. */
export const handleLocale: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale }) => {
    event.request = request;
    return resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%timeZone%', timeZone()),
    });
  });
