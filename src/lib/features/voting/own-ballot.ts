import type { RoundSeat } from '#lib/domain/voting.ts';

/** What the ballot of a seat begins with: the reader's own vote of before. The suplente's is told and never filled in. */
export function ownBallot({ voted, capacity, myCapacity, choice, dissent }: RoundSeat) {
  const isOthers = voted && capacity !== myCapacity;
  return {
    choice: isOthers ? '' : (choice ?? ''),
    dissent: isOthers ? '' : (dissent ?? ''),
    changes: voted && !isOthers,
    /** How the suplente voted, for the titular, whose vote would take the place of that one. */
    suplenteVoted: isOthers && myCapacity === 'titular' ? choice : null,
  };
}
