import { redirect } from '@sveltejs/kit';
import { saveAccount } from '#lib/features/account/save-account.server.ts';
import { orFail } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ notice: url.searchParams.get('aviso') });

export const actions: Actions = {
  default: async (event) => {
    const form = await receiveForm(event.request);
    return orFail(typedValues(form), async () => {
      await saveAccount(event, form);
      redirect(303, '/cuenta?aviso=cambios');
    });
  },
};
