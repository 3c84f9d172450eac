import { error } from '@sveltejs/kit';
import { dev } from '$app/environment';
import { env } from '$env/dynamic/private';
import type { PageServerLoad } from './$types';

/** The specimen is for those who build the product. `?tema=light|dark` shows one theme over the whole width. */
export const load: PageServerLoad = ({ url }) => {
  if (!dev && env.CONCIERTA_SPECIMEN !== '1') error(404);
  const theme = url.searchParams.get('tema');
  const themes: ('light' | 'dark')[] = theme === 'light' || theme === 'dark' ? [theme] : ['light', 'dark'];
  return { themes };
};
