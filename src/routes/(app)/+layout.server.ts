import { redirect } from '@sveltejs/kit';
import { readAccount } from '#lib/features/account/read-account.server.ts';
import { signOut } from '#lib/features/account/sign-out.server.ts';
import { stopWith } from '#lib/server/answer-error.ts';
import { toAppError } from '#lib/server/app-error.ts';
import { env } from '#lib/server/env.ts';
import type { LayoutServerLoad } from './$types';

/** Who is here, for every signed-in page. `handleGuard` has sent strangers to the sign-in page before. */
export const load: LayoutServerLoad = async (event) => {
  try {
    return { ...(await readAccount(event.locals)), demo: env().DEMO };
  } catch (error) {
    if (toAppError(error).code !== 'not_signed_in') stopWith(error);
    // The token still holds, but the database no longer counts it: signed out on another device, or suspended.
    await signOut(event.locals);
    redirect(303, '/entrar?aviso=sesion');
  }
};
