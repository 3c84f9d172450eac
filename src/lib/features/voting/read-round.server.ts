import { documentAbilities } from '#lib/domain/abilities.ts';
import { votingRound, type VotingRound } from '#lib/domain/voting.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';

/**
 * A document's title, its latest round of votes, null when there was none, and whether its arrangement has ended, after
 * which nobody votes. Throws `not_found`.
 */
export async function readRound(
  { supabase }: App.Locals,
  id: string,
): Promise<{
  document: { id: string; title: string; stage: string };
  round: VotingRound | null;
  ended: boolean;
}> {
  const [document, round, abilities] = await Promise.all([
    supabase.from('documents').select('id, title, stage').eq('id', id).maybeSingle(),
    supabase.rpc('voting_round', { p_document: id }),
    supabase.rpc('document_abilities', { p_document: id }),
  ]);
  return {
    document: unwrapRow(document),
    round: votingRound.nullable().parse(unwrap(round)),
    ended: documentAbilities.parse(unwrap(abilities)).ended,
  };
}
