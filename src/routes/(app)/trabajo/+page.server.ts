import { answerInvitation } from '#lib/features/account/answer-invitation.server.ts';
import { readInvitations } from '#lib/features/account/read-invitations.server.ts';
import { readArrangements } from '#lib/features/work/read-arrangements.server.ts';
import { readWork } from '#lib/features/work/read-work.server.ts';
import { readStandings } from '#lib/features/workflow/read-standings.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';

export const load = ({ locals, depends }) => {
  depends('app:work');
  return orStop(async () => {
    const [work, arrangements, invitations] = await Promise.all([
      readWork(locals),
      readArrangements(locals),
      readInvitations(locals),
    ]);
    const standings = await readStandings(
      locals,
      work.documents.map(({ id }) => id),
    );
    return { work, arrangements, invitations, standings };
  });
};

export const actions = {
  invitacion: async ({ locals, request }) => {
    const form = await receiveForm(request);
    return orFail(typedValues(form), async () => ({ answered: await answerInvitation(locals, form) }));
  },
};
