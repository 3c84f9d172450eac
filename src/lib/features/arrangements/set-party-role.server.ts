import { partyRole } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Corrects as what a party takes part. Throws `administration_only`, `arrangement_ended`, `organization_not_party`,
 * `arrangement_has_office`, `arrangement_needs_office`, `arrangement_needs_coordinator`, `not_an_office`,
 * `office_only_approves`.
 */
export async function setPartyRole(
  { supabase }: App.Locals,
  arrangement: string,
  form: FormData,
): Promise<{ organization: string }> {
  const { organization, role } = readForm(partyRole, form);
  unwrap(
    await supabase.rpc('set_party_role', {
      p_arrangement: arrangement,
      p_organization: organization,
      p_role: role,
    }),
  );
  return { organization };
}
