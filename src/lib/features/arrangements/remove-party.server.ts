import { partyRemoval } from '#lib/domain/administration.ts';
import { nameWithState } from '#lib/domain/organization-name.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Takes an organization out of an arrangement; returns what it is called. Throws `administration_only`, `arrangement_ended`,
 * `organization_not_party`, `arrangement_needs_office`, `arrangement_needs_coordinator`, `vote_is_open`, `conflict`.
 */
export async function removeParty(
  { supabase }: App.Locals,
  arrangement: string,
  form: FormData,
): Promise<{ name: string }> {
  const { organization, seenRole } = readForm(partyRemoval, form);
  unwrap(
    await supabase.rpc('remove_party', {
      p_arrangement: arrangement,
      p_organization: organization,
      p_seen_role: seenRole,
    }),
  );
  // Done it is: that its name cannot be read now would not undo it.
  const { data } = await supabase
    .from('organizations')
    .select('name, jurisdictions (code, name)')
    .eq('id', organization)
    .maybeSingle();
  return { name: data ? nameWithState({ name: data.name, jurisdiction: data.jurisdictions }) : '' };
}
