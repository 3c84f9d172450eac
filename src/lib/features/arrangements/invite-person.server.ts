import type { RequestEvent } from '@sveltejs/kit';
import { invitation } from '#lib/domain/arrangement.ts';
import { toAppError } from '#lib/server/app-error.ts';
import { env } from '#lib/server/env.ts';
import { readForm } from '#lib/server/read-form.ts';
import { createStrangerClient } from '#lib/server/supabase.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';

/**
 * Invites a person by e-mail to come in for an organization and, if asked, to a seat. The Auth server sends them a link
 * to sign in, and then they accept or decline. `mailed` is false where it sent none: the invitation stands all the same,
 * and inviting again sends another. Throws `not_allowed`, `inviting_oneself`, `organization_invites_its_own`, `organization_not_party`, `bad_input`.
 */
export async function invitePerson(
  event: RequestEvent,
  arrangement: string,
  form: FormData,
): Promise<{ email: string; mailed: boolean }> {
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
  // The invitation stands from here on, whatever becomes of its mail.
  try {
    const { error } = await createStrangerClient(event).auth.signInWithOtp({
      email,
      options: {
        shouldCreateUser: true,
        emailRedirectTo: await invitingUrl(event.locals, arrangement, organization),
      },
    });
    if (error) throw error;
  } catch (error) {
    event.locals.log.warn({ err: toAppError(error) }, 'an invitation was written and not mailed');
    return { email, mailed: false };
  }
  return { email, mailed: true };
}

/**
 * Where the mail's link was asked for. The address is all that the Auth server's templates are told of one request, also
 * for an account that is there, and they read the names from it as they stand: nothing in it is encoded, and no person
 * is named. A `#` would begin another part of the address.
 */
async function invitingUrl(
  { supabase }: App.Locals,
  arrangement: string,
  organization: string,
): Promise<string> {
  const [organizations, arrangements] = await Promise.all([
    supabase.from('organizations').select('name').eq('id', organization).maybeSingle(),
    supabase.from('arrangements').select('title').eq('id', arrangement).maybeSingle(),
  ]);
  const names = `${unwrapRow(organizations).name} · ${unwrapRow(arrangements).title}`;
  return new URL('/auth/confirm?invita=', env().ORIGIN).href + names.replaceAll('#', '');
}
