import { newOrganization } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Writes down an organization. Returns its name. Throws `administration_only`, `bad_input`. */
export async function createOrganization({ supabase }: App.Locals, form: FormData): Promise<string> {
  const { name, shortName, sector, jurisdiction } = readForm(newOrganization, form);
  unwrap(
    await supabase.rpc('create_organization', {
      p_name: name,
      p_short_name: shortName,
      p_sector: sector,
      ...(jurisdiction ? { p_jurisdiction: jurisdiction } : {}),
    }),
  );
  return name;
}
