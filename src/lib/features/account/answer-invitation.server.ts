import { invitationAnswer } from '#lib/domain/invitation.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Accepts or declines one invitation. Throws `not_found`, `invitation_expired`, `person_of_another_party`. */
export async function answerInvitation({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { invitation, answer } = readForm(invitationAnswer, form);
  unwrap(
    await supabase.rpc(answer === 'accept' ? 'accept_invitation' : 'decline_invitation', {
      p_invitation: invitation,
    }),
  );
}
