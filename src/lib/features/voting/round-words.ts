import { formatShare } from '#lib/domain/format.ts';
import type { VotingRound } from '#lib/domain/voting.ts';
import { majorityRuleWord } from '#lib/domain/words.ts';
import { m } from '#lib/generated/paraglide/messages.js';

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
