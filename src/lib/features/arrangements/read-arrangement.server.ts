import { arrangementAbilities, seatHolders } from '#lib/domain/arrangement.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';

/**
 * An arrangement with its parties, bodies, seats and documents; who holds a seat, one's own organization's people and, for
 * whoever seats them, the parties'; the open invitations of one's own organization. Throws `not_found` for everybody else's arrangement.
 */
export async function readArrangement({ supabase }: App.Locals, id: string) {
  const [arrangement, answer, inviting, bodies, held, documents, invitations, others] = await Promise.all([
    supabase
      .from('arrangements')
      .select(
        `id, title, kind, status, object, signed_on, in_force_from, in_force_until,
        jurisdictions (code, name),
        arrangement_parties (role, organizations (id, name, short_name, sector, status,
          memberships (status, people (id, display_name, status))))`,
      )
      .eq('id', id)
      .maybeSingle(),
    supabase.rpc('arrangement_abilities', { p_arrangement: id }),
    supabase.rpc('inviting_organizations', { p_arrangement: id }),
    supabase
      .from('bodies')
      .select(
        `id, kind, name, quorum, majority_rule, status,
        seats (id, label, has_vote, position, organization_id, titular_id, suplente_id)`,
      )
      .eq('arrangement_id', id)
      .order('position'),
    supabase.rpc('seat_holders', { p_arrangement: id }),
    supabase.from('documents').select('id, kind, title, stage').eq('arrangement_id', id).order('created_at'),
    supabase
      .from('invitations')
      .select('id, email, organization_id, seat_id, capacity, invited_at, expires_at')
      .eq('arrangement_id', id)
      .not('email', 'is', null)
      .order('invited_at', { ascending: false }),
    supabase.rpc('organizations_to_add', { p_arrangement: id }),
  ]);
  const abilities = arrangementAbilities.parse(unwrap(answer));
  const holders = seatHolders.parse(unwrap(held));
  const seats = unwrap(bodies).flatMap((body) => body.seats);
  return {
    arrangement: unwrapRow(arrangement),
    abilities,
    /** The parties that the reader may bring people into. */
    inviting: unwrap(inviting),
    bodies: unwrap(bodies),
    /** Who holds each seat, of those who belong to its organization. */
    holders,
    /** Who holds a seat, by name; for whoever gives seats also who is only written there still. */
    sitting: unwrap(
      await called(
        supabase,
        abilities.manage
          ? seats.flatMap((seat) => [seat.titular_id, seat.suplente_id])
          : Object.values(holders).flat(),
      ),
    ),
    documents: unwrap(documents),
    invitations: unwrap(invitations),
    /** The organizations that the reader may make a party. */
    others: unwrap(await named(supabase, unwrap(others))),
  };
}

function called(supabase: App.Locals['supabase'], people: (string | null)[]) {
  const ids = [...new Set(people.filter((id) => id !== null))];
  return supabase.from('people').select('id, display_name').in('id', ids);
}

function named(supabase: App.Locals['supabase'], organizations: string[]) {
  return supabase.from('organizations').select('id, name').in('id', organizations).order('name');
}

export type ArrangementPage = Awaited<ReturnType<typeof readArrangement>>;
