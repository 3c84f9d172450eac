import { requirePerson } from '#lib/server/require-person.ts';
import { unwrapRow } from '#lib/server/unwrap.ts';
import { alongOf } from './along.ts';

const COLUMNS = `id, display_name, locale,
  memberships (position, status, organizations (id, name, short_name, sector, status)),
  platform_administrators (person_id)` as const;

/**
 * The signed-in person, their organizations, whether they run the platform, and what their forms bring along.
 * Throws `not_signed_in`.
 */
export async function readAccount(locals: App.Locals) {
  const { id, email } = requirePerson(locals);
  const answer = await locals.supabase.from('people').select(COLUMNS).eq('id', id).maybeSingle();
  const row = unwrapRow(answer, 'not_signed_in');
  const organizations = row.memberships.flatMap(({ position, status, organizations: organization }) =>
    status === 'active' && organization?.status === 'active' ? [{ ...organization, position }] : [],
  );
  // Of a suspended organization its people read no more than that they belong to it.
  const suspended = row.memberships.some(
    ({ status, organizations: organization }) => status === 'active' && organization?.status !== 'active',
  );
  return {
    person: { id, email, name: row.display_name, locale: row.locale },
    organizations: organizations.map(({ id, name, short_name, sector, position }) => ({
      id,
      name,
      shortName: short_name,
      sector,
      position,
    })),
    suspended,
    along: alongOf(id),
    isAdmin: [row.platform_administrators].flat().some(Boolean),
  };
}

/** What `readAccount` gives: the data of every signed-in page. */
export type Account = Awaited<ReturnType<typeof readAccount>>;
