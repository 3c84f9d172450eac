import { arrangementStatusChange, membershipEnd } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Ends a membership: one's own, a colleague's, or any for the administration. Throws `not_found`. */
export async function revokeMembership({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { person, organization } = readForm(membershipEnd, form);
  unwrap(await supabase.rpc('revoke_membership', { p_person: person, p_organization: organization }));
}

/** Changes where an arrangement stands; once ended, its parties only read. Throws `administration_only`, `not_found`. */
export async function setArrangementStatus(
  { supabase }: App.Locals,
  arrangement: string,
  form: FormData,
): Promise<void> {
  const { status } = readForm(arrangementStatusChange, form);
  unwrap(await supabase.rpc('set_arrangement_status', { p_arrangement: arrangement, p_status: status }));
}
