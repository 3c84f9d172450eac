import { formatDate } from '#lib/domain/format.ts';
import type { Edition } from '#lib/domain/publication.ts';
import type { RoundSeat } from '#lib/domain/voting.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import type { WorkflowAction } from '#lib/generated/workflow.ts';

/** What is asked once before a step of which `stepEffect` says that it cannot be taken back; of the others nothing is asked. */
export const stepQuestion: Partial<Record<WorkflowAction, () => string>> = {
  open_consultation: m.workflow_open_consultation_question,
  close_consultation: m.workflow_close_consultation_question,
  close_voting: m.workflow_close_voting_question,
  approve: m.workflow_approve_question,
  publish: m.workflow_publish_question,
};

/** Who loses their vote where it is closed now; empty where nobody does. */
export function waitingText(seats: readonly RoundSeat[]): string {
  // For a vacant seat nobody votes.
  const waiting = seats.filter(({ voted, vacant }) => !voted && !vacant);
  const names = waiting.map(({ organization, label, suspended, unmanned }) => {
    const name = label ? m.workflow_seat_named({ organization, label }) : organization;
    if (suspended) return m.workflow_seat_suspended({ name });
    return unmanned ? m.workflow_seat_unmanned({ name }) : name;
  });
  return waiting.length > 0
    ? m.workflow_seats_waiting({ count: waiting.length, names: names.join('; ') })
    : '';
}

/** What publishing does: where it can be read, and which edition it takes the place of. */
export function publishText(slug: string, replaced: Edition | undefined): string {
  const text = m.workflow_publish_text({ address: `/publicaciones/${slug}` });
  if (!replaced) return text;
  const { title, publishedAt } = replaced;
  return `${text} ${m.workflow_publish_replaces({ title, date: formatDate(publishedAt) })}`;
}
