import { ballot } from '#lib/domain/voting.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Casts or changes the vote of a seat, where that is the one that the form was made from. Throws `vote_not_yours`,
 * `vote_already_cast_by_titular`, `vote_changed`, `round_closed`, `arrangement_ended`, `version_mismatch`,
 * `dissent_without_vote_against`.
 */
export async function castVote({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { round, seat, choice, dissent, sha256, seenChoice, seenCapacity, seenCastAt } = readForm(
    ballot,
    form,
  );
  const told = seenChoice !== undefined && seenCapacity !== undefined && seenCastAt !== undefined;
  unwrap(
    await supabase.rpc('cast_vote', {
      p_round: round,
      p_seat: seat,
      p_choice: choice,
      p_dissent: dissent,
      p_version_sha256: sha256,
      p_seen: told ? { choice: seenChoice, capacity: seenCapacity, castAt: seenCastAt } : undefined,
    }),
  );
}
