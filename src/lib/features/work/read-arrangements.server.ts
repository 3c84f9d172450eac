import { requirePerson } from '#lib/server/require-person.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** The arrangements in which the signed-in person's organizations take part, by title. */
export async function readArrangements(locals: App.Locals) {
  const { id } = requirePerson(locals);
  const { supabase } = locals;
  const memberships = unwrap(
    await supabase
      .from('memberships')
      .select('organizations (arrangement_parties (arrangements (id, title, status, jurisdictions (name))))')
      .eq('person_id', id)
      .eq('status', 'active'),
  );
  const parties = memberships.flatMap(({ organizations }) => organizations?.arrangement_parties ?? []);
  const mine = new Map(parties.map(({ arrangements }) => [arrangements.id, arrangements]));
  return [...mine.values()].sort((a, b) => a.title.localeCompare(b.title));
}

export type MyArrangement = Awaited<ReturnType<typeof readArrangements>>[number];
