import { partyRole } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Writes down that an organization takes part; returns which. Throws `administration_only`, `organization_is_party`, `arrangement_ended`,
 * `arrangement_has_office`, `not_an_office`, `office_only_approves`.
 */
export async function addParty(
  { supabase }: App.Locals,
  arrangement: string,
  form: FormData,
): Promise<{ organization: string }> {
  const { organization, role } = readForm(partyRole, form);
  unwrap(
    await supabase.rpc('add_party', {
      p_arrangement: arrangement,
      p_organization: organization,
      p_role: role,
    }),
  );
  return { organization };
}
