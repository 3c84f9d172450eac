import { readTheme } from '#lib/features/account/read-theme.server.ts';
import { env } from '#lib/server/env.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  person: locals.person && { name: locals.person.name },
  theme: readTheme(cookies),
  sourceUrl: env().SOURCE_URL,
});
