import type { Handle } from '@sveltejs/kit';
import { readTheme } from './read-theme.server.ts';

/** Writes the chosen theme into the page itself, so that it never flashes and needs no script. */
export const handleTheme: Handle = ({ event, resolve }) => {
  const theme = readTheme(event.cookies);
  const attribute = theme === 'system' ? '' : `data-theme="${theme}"`;
  return resolve(event, { transformPageChunk: ({ html }) => html.replace('%theme%', attribute) });
};
