import { organizationsToAdd } from '#lib/domain/arrangement.ts';
import { AppError } from '#lib/server/app-error.ts';
import { requirePerson } from '#lib/server/require-person.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { readAsked } from './asked-lists.ts';
import { findOrganizations, findPeople } from './find-by-name.server.ts';

/**
 * The arrangements, and the organizations and people that the address asks for, for whoever administers the platform.
 * Throws `not_found` for everybody else, and `not_signed_in` for a stranger, before anything is asked.
 */
export async function readAdministration(locals: App.Locals, params: URLSearchParams) {
  const { supabase } = locals;
  const { id: me } = requirePerson(locals);
  const asked = readAsked(params);
  const administrators = await supabase.from('platform_administrators').select('person_id');
  // The page is not there for others; what they may read anyway is on other pages.
  if (!unwrap(administrators).some((row) => row.person_id === me)) throw new AppError('not_found');
  const [organizations, arrangements, jurisdictions, people, coordinators] = await Promise.all([
    findOrganizations(supabase, asked.organizations),
    supabase
      .from('arrangements')
      .select('id, title, status, jurisdictions (name), arrangement_parties (organization_id)')
      .order('title'),
    supabase.from('jurisdictions').select('code, name').order('code'),
    findPeople(supabase, asked.people),
    supabase.rpc('organizations_to_add', { p_arrangement: null }),
  ]);
  return {
    asked,
    organizations,
    arrangements: unwrap(arrangements),
    jurisdictions: unwrap(jurisdictions),
    people,
    /** Every organization that may coordinate a new arrangement, whatever the list shows. */
    // The Office does not coordinate what it approves.
    coordinators: organizationsToAdd.parse(unwrap(coordinators)).filter(({ sector }) => sector !== 'office'),
    me,
  };
}

export type Administration = Awaited<ReturnType<typeof readAdministration>>;
