import { z } from 'zod';
import {
  arrangementAbilities,
  organizationsToAdd,
  type SeatedPerson,
  seatHolders,
} from '#lib/domain/arrangement.ts';
import { editionInPreparation } from '#lib/domain/publication.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';
import { listEditionsInForce } from './list-editions-in-force.server.ts';

/**
 * An arrangement with its parties, bodies, seats and documents; who holds a seat, one's own organization's people and, for
 * whoever seats them, the parties'; the open invitations of one's own organization. Throws `not_found` for everybody else's arrangement.
 */
export async function readArrangement(locals: App.Locals, id: string) {
  const { supabase } = locals;
  const [arrangement, answer, inviting, bodies, held, documents, invitations, others] = await Promise.all([
    supabase
      .from('arrangements')
      .select(
        `id, title, kind, status, object, signed_on, in_force_from, in_force_until,
        jurisdictions (code, name),
        arrangement_parties (role, organizations (id, name, short_name, sector, status, jurisdictions (code, name),
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
        seats (id, label, has_vote, position, organization_id)`,
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
  // Who is only written there still is told to whoever gives the seat to somebody else.
  const told = (person: SeatedPerson = null) =>
    person && (abilities.manage || person.holds) ? person : null;
  const row = unwrapRow(arrangement);
  const parties = new Set(row.arrangement_parties.map(({ organizations }) => organizations.id));
  // Whoever coordinates opens documents, which may be the next edition of something.
  const [editions, rivals] = abilities.roles.includes('coordinator')
    ? await Promise.all([
        listEditionsInForce(locals, row.jurisdictions.code),
        supabase.rpc('editions_in_preparation', { p_arrangement: id }),
      ])
    : [[], { data: [], error: null }];
  return {
    arrangement: row,
    abilities,
    /** The parties that the reader may bring people into. */
    inviting: unwrap(inviting),
    /** With who holds each seat; for whoever gives seats also who is only written there still. */
    bodies: unwrap(bodies).map((body) => ({
      ...body,
      // That of an organization which was taken out is there for the record of its votes alone.
      seats: body.seats
        .filter((seat) => parties.has(seat.organization_id))
        .map((seat) => ({
          ...seat,
          titular: told(holders[seat.id]?.titular),
          suplente: told(holders[seat.id]?.suplente),
        })),
    })),
    documents: unwrap(documents),
    /** What a new document can take the place of. */
    editions,
    /** What is to take the place of one already. */
    rivals: z.array(editionInPreparation).parse(unwrap(rivals)),
    invitations: unwrap(invitations),
    /** The organizations that the reader may make a party. */
    others: organizationsToAdd.parse(unwrap(others)),
  };
}

export type ArrangementPage = Awaited<ReturnType<typeof readArrangement>>;
