import { redirect } from '@sveltejs/kit';
import { alongOf } from '#lib/features/account/along.ts';
import { isConfirmed } from '#lib/features/account/mark-confirmed.server.ts';
import { readInvitations } from '#lib/features/account/read-invitations.server.ts';
import { setPassword } from '#lib/features/account/set-password.server.ts';
import { orFail } from '#lib/server/answer-error.ts';
import { receiveForm } from '#lib/server/receive-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const { person } = event.locals;
  if (!person) redirect(303, '/contrasena');
  return {
    email: person.email,
    along: alongOf(person.id),
    asksCurrent: !isConfirmed(event, person.id),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await receiveForm(event.request);
    return orFail({}, async () => {
      await setPassword(event, form);
      const invitations = await readInvitations(event.locals);
      redirect(303, invitations.length > 0 ? '/trabajo' : '/cuenta?aviso=contrasena');
    });
  },
};
