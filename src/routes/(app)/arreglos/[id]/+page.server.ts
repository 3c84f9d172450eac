import { redirect, type RequestEvent } from '@sveltejs/kit';
import { addParty } from '#lib/features/arrangements/add-party.server.ts';
import { addSeat } from '#lib/features/arrangements/add-seat.server.ts';
import { assignSeat } from '#lib/features/arrangements/assign-seat.server.ts';
import { createBody } from '#lib/features/arrangements/create-body.server.ts';
import { createDocument } from '#lib/features/arrangements/create-document.server.ts';
import { revokeMembership, setArrangementStatus } from '#lib/features/arrangements/end-access.server.ts';
import { invitePerson } from '#lib/features/arrangements/invite-person.server.ts';
import { readArrangement } from '#lib/features/arrangements/read-arrangement.server.ts';
import { removeParty } from '#lib/features/arrangements/remove-party.server.ts';
import { setPartyRole } from '#lib/features/arrangements/set-party-role.server.ts';
import { revokeInvitation } from '#lib/features/arrangements/revoke-invitation.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';

export const load = ({ locals, params, depends }) => {
  depends('app:arrangement');
  return orStop(() => readArrangement(locals, params.id));
};

/** A form of the page, known by its name: what was typed comes back when it is refused, what was done when not. */
function action<Name extends string, T extends object | void>(
  name: Name,
  work: (event: RequestEvent<{ id: string }>, form: FormData) => Promise<T>,
) {
  return async (event: RequestEvent<{ id: string }>) => {
    const form = await receiveForm(event.request);
    return orFail({ form: name, ...typedValues(form) }, async () => ({
      done: name,
      ...(await work(event, form)),
    }));
  };
}

export const actions = {
  seat: action('seat', async ({ locals }, form) => {
    await assignSeat(locals, form);
    return { seat: String(form.get('seat')) };
  }),
  invite: action('invite', (event, form) => invitePerson(event, event.params.id, form)),
  revoke: action('revoke', ({ locals }, form) => revokeInvitation(locals, form)),
  leave: action('leave', ({ locals }, form) => revokeMembership(locals, form)),
  status: action('status', ({ locals, params }, form) => setArrangementStatus(locals, params.id, form)),
  party: action('party', ({ locals, params }, form) => addParty(locals, params.id, form)),
  role: action('role', ({ locals, params }, form) => setPartyRole(locals, params.id, form)),
  removeParty: action('removeParty', ({ locals, params }, form) => removeParty(locals, params.id, form)),
  body: action('body', ({ locals, params }, form) => createBody(locals, params.id, form)),
  newSeat: action('newSeat', ({ locals }, form) => addSeat(locals, form)),
  document: action('document', async ({ locals, params }, form) => {
    redirect(303, `/documentos/${await createDocument(locals, params.id, form)}`);
  }),
};
