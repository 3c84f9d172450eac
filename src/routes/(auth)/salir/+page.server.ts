import { redirect } from '@sveltejs/kit';
import { signOut, signOutEverywhere } from '#lib/features/account/sign-out.server.ts';
import { orFail } from '#lib/server/answer-error.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.person) redirect(303, '/entrar');
};

export const actions: Actions = {
  here: ({ locals }) =>
    orFail({}, async () => {
      await signOut(locals);
      redirect(303, '/entrar?aviso=salida');
    }),
  everywhere: ({ locals }) =>
    orFail({}, async () => {
      await signOutEverywhere(locals);
      redirect(303, '/entrar?aviso=salida-total');
    }),
};
