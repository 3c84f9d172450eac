import { type RoundSeat, votingRound } from '#lib/domain/voting.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** The seats of the vote that is open on a document, as they are now; none where no vote is open. Throws `not_found`. */
export async function readSeats({ supabase }: App.Locals, document: string): Promise<RoundSeat[]> {
  const answer = await supabase.rpc('voting_round', { p_document: document });
  const round = votingRound.nullable().parse(unwrap(answer));
  return round && !round.closedAt ? round.seats : [];
}
