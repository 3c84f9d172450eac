import { m } from '#lib/generated/paraglide/messages.js';

/** A body with its seats, as far as they say whether it can vote. */
export interface SeatedBody {
  id: string;
  name: string;
  seats: readonly { has_vote: boolean }[];
}

/** Whether a body has a seat that votes. */
export const hasVotes = ({ seats }: SeatedBody) => seats.some(({ has_vote }) => has_vote);

/** A body among those that can be given a document to vote on; seats may still be added, so one without any is offered. */
export const bodyOption = (body: SeatedBody) => ({
  value: body.id,
  label: hasVotes(body) ? body.name : m.workflow_body_without_votes({ body: body.name }),
});
