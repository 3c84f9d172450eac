import { AppError } from '#lib/server/app-error.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Every organization and arrangement, for whoever administers the platform. Throws `not_found` for everybody else. */
export async function readAdministration({ supabase, person }: App.Locals) {
  const [administrators, organizations, arrangements, jurisdictions, people] = await Promise.all([
    supabase.from('platform_administrators').select('person_id'),
    supabase
      .from('organizations')
      .select('id, name, short_name, sector, status, jurisdictions (name)')
      .order('name'),
    supabase
      .from('arrangements')
      .select('id, title, status, jurisdictions (name), arrangement_parties (organization_id)')
      .order('title'),
    supabase.from('jurisdictions').select('code, name').order('code'),
    supabase.from('people').select('id, display_name, status').order('display_name'),
  ]);
  // The page is not there for others; what they may read anyway is on other pages.
  if (!unwrap(administrators).some((row) => row.person_id === person?.id)) throw new AppError('not_found');
  return {
    organizations: unwrap(organizations),
    arrangements: unwrap(arrangements),
    jurisdictions: unwrap(jurisdictions),
    people: unwrap(people),
    me: person?.id,
  };
}

export type Administration = Awaited<ReturnType<typeof readAdministration>>;
