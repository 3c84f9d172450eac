import { z } from 'zod';
import {
  MAJORITY_RULE_VALUES,
  ROUND_OUTCOME_VALUES,
  SECTOR_VALUES,
  VOTE_CAPACITY_VALUES,
  VOTE_CHOICE_VALUES,
} from '#lib/generated/workflow.ts';
import { longText } from './seen-text.ts';

const seat = z.object({
  id: z.uuid(),
  organization: z.string(),
  sector: z.enum(SECTOR_VALUES),
  label: z.string(),
  /** Nobody could vote from it when the round was opened; it counts for the quorum. */
  vacant: z.boolean(),
  /** Its organization is suspended now, and nobody votes for it; a vote of before stands. */
  suspended: z.boolean(),
  /** Nobody can vote for it now, though somebody could when the round was opened: they left, or it votes no more. */
  unmanned: z.boolean(),
  voted: z.boolean(),
  capacity: z.enum(VOTE_CAPACITY_VALUES).nullable(),
  castAt: z.string().nullable(),
  /** Null while the tally is not shown, except for one's own seat. */
  choice: z.enum(VOTE_CHOICE_VALUES).nullable(),
  dissent: z.string().nullable(),
  /** In which capacity the reader may vote for this seat now. */
  myCapacity: z.enum(VOTE_CAPACITY_VALUES).nullable(),
  /** The reader is the suplente, and may not vote because the titular has. */
  titularVoted: z.boolean(),
});
export type RoundSeat = z.infer<typeof seat>;

/** A round of a document, as the RPC `voting_round` gives it. */
export const votingRound = z.object({
  id: z.uuid(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  outcome: z.enum(ROUND_OUTCOME_VALUES).nullable(),
  body: z.string(),
  quorum: z.number(),
  majorityRule: z.enum(MAJORITY_RULE_VALUES),
  tallyShown: z.boolean(),
  version: z.object({ id: z.uuid(), number: z.number(), sha256: z.string(), frozenAt: z.string() }),
  tally: z.object({
    seats: z.number(),
    cast: z.number(),
    needed: z.number(),
    quorumReached: z.boolean(),
    inFavour: z.number().optional(),
    against: z.number().optional(),
    abstains: z.number().optional(),
    majorityReached: z.boolean().optional(),
  }),
  seats: z.array(seat),
});
export type VotingRound = z.infer<typeof votingRound>;

/** A word of the vote that the page showed; empty where the seat had none. */
const seen = z
  .string()
  .max(40)
  .transform((text) => text || null)
  .optional();

/**
 * A ballot as the form sends it. The SHA-256 names what was read before voting, and what is seen the vote that the seat had
 * then; a form of before says nothing of that.
 */
export const ballot = z.object({
  round: z.uuid(),
  seat: z.uuid(),
  choice: z.enum(VOTE_CHOICE_VALUES),
  dissent: longText(5000).default(''),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  seenChoice: seen,
  seenCapacity: seen,
  seenCastAt: seen,
});
