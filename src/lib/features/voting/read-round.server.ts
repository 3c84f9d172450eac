import { z } from 'zod';
import { documentAbilities } from '#lib/domain/abilities.ts';
import { votingRound, type VotingRound } from '#lib/domain/voting.ts';
import { AppError } from '#lib/server/app-error.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';

/** A round as it is named in a list: each is about a version of its own. */
export type RoundSummary = {
  number: number;
  closedAt: string | null;
  outcome: VotingRound['outcome'];
};

const versionNumber = z.coerce.number().int().positive().max(1_000_000);

/**
 * A document's title, a round of votes on it, which rounds there have been, the newest first, and whether its arrangement
 * has ended, after which nobody votes. Throws `not_found`, also for a version that was never voted on.
 * @param version the number of the version whose round is read; without one the latest, null when there was none
 */
export async function readRound(
  { supabase }: App.Locals,
  id: string,
  version: string | null,
): Promise<{
  document: { id: string; title: string; stage: string };
  round: VotingRound | null;
  rounds: RoundSummary[];
  ended: boolean;
}> {
  const asked = versionNumber.optional().safeParse(version ?? undefined);
  if (!asked.success) throw new AppError('not_found');
  const [document, round, rounds, abilities] = await Promise.all([
    supabase.from('documents').select('id, title, stage').eq('id', id).maybeSingle(),
    supabase.rpc('voting_round', { p_document: id, p_version: asked.data }),
    supabase
      .from('voting_rounds')
      .select('closed_at, outcome, versions (number)')
      .eq('document_id', id)
      .order('opened_at', { ascending: false }),
    supabase.rpc('document_abilities', { p_document: id }),
  ]);
  return {
    document: unwrapRow(document),
    round: votingRound.nullable().parse(unwrap(round)),
    rounds: unwrap(rounds).map(({ closed_at, outcome, versions }) => ({
      number: versions.number,
      closedAt: closed_at,
      outcome,
    })),
    ended: documentAbilities.parse(unwrap(abilities)).ended,
  };
}
