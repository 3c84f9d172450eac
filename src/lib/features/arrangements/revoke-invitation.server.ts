import { z } from 'zod';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Takes an open invitation back. Throws `not_found`. */
export async function revokeInvitation({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { invitation } = readForm(z.object({ invitation: z.uuid() }), form);
  unwrap(await supabase.rpc('revoke_invitation', { p_invitation: invitation }));
}
