import { redirect } from '@sveltejs/kit';
import { sendSignInLink } from '#lib/features/account/send-link.server.ts';
import { demoRoles, signIn, signInAsDemo } from '#lib/features/account/sign-in.server.ts';
import { orFail } from '#lib/server/answer-error.ts';
import { nextPath } from '#lib/server/next-path.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const next = nextPath(url.searchParams.get('next'));
  if (locals.person) redirect(303, next);
  return {
    next,
    wanted: url.searchParams.has('next'),
    notice: url.searchParams.get('aviso'),
    demo: demoRoles(),
  };
};

export const actions: Actions = {
  password: async (event) => {
    const form = await receiveForm(event.request);
    return orFail(typedValues(form, 'password'), async () => redirect(303, await signIn(event, form)));
  },
  link: async (event) => {
    const form = await receiveForm(event.request);
    return orFail(typedValues(form, 'password'), async () => {
      await sendSignInLink(event, form);
      redirect(303, '/entrar/enlace');
    });
  },
  demo: async (event) => {
    const form = await receiveForm(event.request);
    return orFail(typedValues(form), async () => redirect(303, await signInAsDemo(event, form)));
  },
};
