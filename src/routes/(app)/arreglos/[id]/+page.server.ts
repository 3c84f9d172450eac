import { redirect } from '@sveltejs/kit';
import { addParty } from '#lib/features/arrangements/add-party.server.ts';
import { addSeat } from '#lib/features/arrangements/add-seat.server.ts';
import { assignSeat } from '#lib/features/arrangements/assign-seat.server.ts';
import { createBody } from '#lib/features/arrangements/create-body.server.ts';
import { createDocument } from '#lib/features/arrangements/create-document.server.ts';
import { invitePerson } from '#lib/features/arrangements/invite-person.server.ts';
import { readArrangement } from '#lib/features/arrangements/read-arrangement.server.ts';
import { revokeInvitation } from '#lib/features/arrangements/revoke-invitation.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';

export const load = ({ locals, params }) => orStop(() => readArrangement(locals, params.id));

export const actions = {
  seat: async ({ locals, request }) => {
    const form = await request.formData();
    return orFail({ form: 'seat', ...typedValues(form) }, async () => {
      await assignSeat(locals, form);
      return { done: 'seat' as const, seat: String(form.get('seat')) };
    });
  },
  invite: async (event) => {
    const form = await event.request.formData();
    return orFail({ form: 'invite', ...typedValues(form) }, async () => {
      return { done: 'invite' as const, email: await invitePerson(event, event.params.id, form) };
    });
  },
  revoke: async ({ locals, request }) => {
    const form = await request.formData();
    return orFail({ form: 'revoke', ...typedValues(form) }, async () => {
      await revokeInvitation(locals, form);
      return { done: 'revoke' as const };
    });
  },
  party: async ({ locals, params, request }) => {
    const form = await request.formData();
    return orFail({ form: 'party', ...typedValues(form) }, async () => {
      await addParty(locals, params.id, form);
      return { done: 'party' as const };
    });
  },
  body: async ({ locals, params, request }) => {
    const form = await request.formData();
    return orFail({ form: 'body', ...typedValues(form) }, async () => {
      await createBody(locals, params.id, form);
      return { done: 'body' as const };
    });
  },
  newSeat: async ({ locals, request }) => {
    const form = await request.formData();
    return orFail({ form: 'newSeat', ...typedValues(form) }, async () => {
      await addSeat(locals, form);
      return { done: 'newSeat' as const };
    });
  },
  document: async ({ locals, params, request }) => {
    const form = await request.formData();
    return orFail({ form: 'document', ...typedValues(form) }, async () => {
      redirect(303, `/documentos/${await createDocument(locals, params.id, form)}`);
    });
  },
};
