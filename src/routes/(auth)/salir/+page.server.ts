import { redirect } from '@sveltejs/kit';
import { signOut, signOutEverywhere } from '#lib/features/account/sign-out.server.ts';
import { orFail } from '#lib/server/answer-error.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.person) redirect(303, '/entrar');
  return { personId: locals.person.id };
};

// Unsent edits of the one who leaves must not wait on a shared computer for the next person.
const LEAVE_NOTHING = { 'clear-site-data': '"storage"' };

export const actions: Actions = {
  here: ({ locals, setHeaders }) =>
    orFail({}, async () => {
      await signOut(locals);
      setHeaders(LEAVE_NOTHING);
      redirect(303, '/entrar?aviso=salida');
    }),
  everywhere: ({ locals, setHeaders }) =>
    orFail({}, async () => {
      await signOutEverywhere(locals);
      setHeaders(LEAVE_NOTHING);
      redirect(303, '/entrar?aviso=salida-total');
    }),
};
