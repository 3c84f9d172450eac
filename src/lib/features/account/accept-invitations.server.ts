import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Takes up the invitations that wait for whoever has just shown that the address is theirs. Without any, nothing
 * changes.
 */
export async function acceptInvitations({ supabase }: App.Locals): Promise<void> {
  unwrap(await supabase.rpc('accept_invitations'));
}
