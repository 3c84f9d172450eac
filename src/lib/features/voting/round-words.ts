import { formatShare } from '#lib/domain/format.ts';
import type { VotingRound } from '#lib/domain/voting.ts';
import { majorityRuleWord } from '#lib/domain/words.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import type { BallotAnswer } from './ballot-answer.ts';

type Refusal = NonNullable<NonNullable<BallotAnswer>['error']>;
type Words = { about: string; rule: string; read: string; tally: string; untold: string };

/** What is said of a round: while it is open, once it is closed, or if its arrangement ended before it was. */
export function roundWords(round: VotingRound, ended: boolean): Words {
  const { number } = round.version;
  const { cast, seats, needed } = round.tally;
  const rule = {
    body: round.body,
    quorum: formatShare(round.quorum),
    rule: majorityRuleWord[round.majorityRule]().toLowerCase(),
  };
  if (!round.closedAt && !ended) {
    return {
      about: m.voting_about({ number }),
      rule: m.voting_rule(rule),
      read: m.voting_read(),
      tally: m.voting_tally({ cast, seats, needed }),
      untold: m.voting_tally_later(),
    };
  }
  const over = { rule: m.voting_rule_closed(rule), tally: m.voting_tally_closed({ cast, seats, needed }) };
  return round.closedAt
    ? {
        ...over,
        about: m.voting_about_closed({ number }),
        read: m.voting_read_closed(),
        untold: m.voting_tally_never(),
      }
    : {
        ...over,
        about: m.voting_about_ended({ number }),
        read: m.voting_read_ended(),
        untold: m.voting_tally_ended(),
      };
}

/**
 * What is said of a vote that was refused for `sentTo`, now that the page shows `round`: where that one is over and another
 * is open by now, whoever voted is told of both.
 */
export function lateWords(
  refusal: Refusal,
  sentTo: string | undefined,
  round: VotingRound | null,
  ended: boolean,
): Refusal {
  const another = round && round.id !== sentTo && !round.closedAt && !ended;
  if (refusal.code !== 'round_closed' || !another) return refusal;
  const { number } = round.version;
  return { ...refusal, message: m.voting_followed_late(), action: m.voting_followed_late_action({ number }) };
}
