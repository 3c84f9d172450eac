import { redirect } from '@sveltejs/kit';
import { sendPasswordLink } from '#lib/features/account/send-link.server.ts';
import { orFail } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const form = await receiveForm(event.request);
    return orFail(typedValues(form), async () => {
      await sendPasswordLink(event, form);
      redirect(303, '/entrar/enlace');
    });
  },
};
