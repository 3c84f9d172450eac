import { suspension } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Suspends an organization, whose people then have nothing left, or lets it back. Throws `administration_only`, `not_found`. */
export async function setOrganizationStatus({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { id, status } = readForm(suspension, form);
  unwrap(await supabase.rpc('set_organization_status', { p_organization: id, p_status: status }));
}

/** Suspends a person everywhere, or lets them back. Throws `administration_only`, `not_found`. */
export async function setPersonStatus({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { id, status } = readForm(suspension, form);
  unwrap(await supabase.rpc('set_person_status', { p_person: id, p_status: status }));
}
