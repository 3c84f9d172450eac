import type { RequestEvent } from '@sveltejs/kit';
import { invitation } from '#lib/domain/arrangement.ts';
import { toAppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { createStrangerClient } from '#lib/server/supabase.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Invites a person by e-mail to come in for an organization and, if asked, to a seat. The Auth server sends them a link
 * to sign in, and then they accept or decline. Throws `not_allowed`, `inviting_oneself`, `organization_invites_its_own`, `organization_not_party`, `bad_input`.
 */
export async function invitePerson(
  event: RequestEvent,
  arrangement: string,
  form: FormData,
): Promise<string> {
  const { organization, email, seat, capacity } = readForm(invitation, form);
  unwrap(
    await event.locals.supabase.rpc('invite_person', {
      p_arrangement: arrangement,
      p_organization: organization,
      p_email: email,
      p_seat: seat,
      ...(capacity ? { p_capacity: capacity } : {}),
    }),
  );
  const { error } = await createStrangerClient(event).auth.signInWithOtp({
    email,
    options: { shouldCreateUser: true },
  });
  if (error) throw toAppError(error);
  return email;
}
