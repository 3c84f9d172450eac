import { readAccount } from '#lib/features/account/read-account.server.ts';
import { readTheme } from '#lib/features/account/read-theme.server.ts';
import { orStop } from '#lib/server/answer-error.ts';
import { env } from '#lib/server/env.ts';
import type { LayoutServerLoad } from './$types';

/**
 * Who is here, for every signed-in page, and read with each: somebody else may have signed in in another tab, whose pages
 * would stand in the first one's frame. `handleGuard` has sent strangers to the sign-in page before.
 */
export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  void url.pathname;
  return {
    ...(await orStop(() => readAccount(locals))),
    demo: env().DEMO,
    theme: readTheme(cookies),
    sourceUrl: env().SOURCE_URL,
  };
};
