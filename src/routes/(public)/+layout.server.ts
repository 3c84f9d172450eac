import { readTheme } from '#lib/features/account/read-theme.server.ts';
import { env } from '#lib/server/env.ts';
import type { LayoutServerLoad } from './$types';

/** What is public is read without scripts: less to fetch on a poor line, and nothing that could fail. */
export const csr = false;

export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  person: locals.person && { name: locals.person.name },
  theme: readTheme(cookies),
  sourceUrl: env().SOURCE_URL,
});
