import { invitationAnswer } from '#lib/domain/invitation.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Accepts or declines one invitation; whoever has not said their name yet says it with accepting. Returns what was done.
 * Throws `not_found`, `invitation_expired`, `person_of_another_party`, `name_required`.
 */
export async function answerInvitation(
  { supabase }: App.Locals,
  form: FormData,
): Promise<'accept' | 'decline'> {
  const given = readForm(invitationAnswer, form);
  const p_invitation = given.invitation;
  unwrap(
    given.answer === 'accept'
      ? await supabase.rpc('accept_invitation', { p_invitation, p_name: given.name ?? null })
      : await supabase.rpc('decline_invitation', { p_invitation }),
  );
  return given.answer;
}
