import { invitations, type Invitation } from '#lib/domain/invitation.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** The invitations that wait for the signed-in person's answer. */
export async function readInvitations({ supabase }: App.Locals): Promise<Invitation[]> {
  return invitations.parse(unwrap(await supabase.rpc('my_invitations')));
}
