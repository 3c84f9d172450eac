import type { Handle } from '@sveltejs/kit';
import { paraglideMiddleware } from '#lib/generated/paraglide/server.js';

/** Answers in the reader's language (cookie `idioma`) and says so in the page's `lang`. */
export const handleLocale: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale }) => {
    event.request = request;
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
  });
