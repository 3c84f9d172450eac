import { requirePerson } from '#lib/server/require-person.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** The arrangements in which the signed-in person's organizations take part, by title. */
export async function readArrangements(locals: App.Locals) {
  const { id } = requirePerson(locals);
  const { supabase } = locals;
  const memberships = unwrap(
    await supabase.from('memberships').select('organization_id').eq('person_id', id).eq('status', 'active'),
  );
  const parties = unwrap(
    await supabase
      .from('arrangement_parties')
      .select('arrangements (id, title, status, jurisdictions (name))')
      .in(
        'organization_id',
        memberships.map((row) => row.organization_id),
      ),
  );
  const mine = new Map(parties.map(({ arrangements }) => [arrangements.id, arrangements]));
  return [...mine.values()].sort((a, b) => a.title.localeCompare(b.title));
}

export type MyArrangement = Awaited<ReturnType<typeof readArrangements>>[number];
