import type { StepCondition } from '#lib/domain/abilities.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import type { WorkflowCondition } from '#lib/generated/workflow.ts';

type Words = (facts: { count: number; needed: number; seats: number }) => string;

const held: Record<WorkflowCondition, Words> = {
  chapters_present: () => m.workflow_held_chapters_present(),
  chapters_have_text: () => m.workflow_held_chapters_have_text(),
  discussion_answered: () => m.workflow_held_discussion_answered(),
  voting_body_ready: ({ count, seats }) =>
    count < seats ? m.workflow_held_voting_seats({ count, seats }) : m.workflow_held_voting_body_ready(),
  edition_in_force: ({ count }) =>
    count > 0 ? m.workflow_held_edition_in_force() : m.workflow_held_no_edition(),
  quorum_reached: () => m.workflow_held_quorum_reached(),
  majority_reached: () => m.workflow_held_majority_reached(),
};

const missing: Record<WorkflowCondition, Words> = {
  chapters_present: () => m.workflow_missing_chapters_present(),
  chapters_have_text: ({ count }) => m.workflow_missing_chapters_have_text({ count }),
  discussion_answered: ({ count }) => m.workflow_missing_discussion_answered({ count }),
  voting_body_ready: ({ count, needed, seats }) =>
    count < needed && needed <= seats
      ? m.workflow_missing_voting_seats({ count, needed, seats })
      : m.workflow_missing_voting_body_ready(),
  edition_in_force: () => m.workflow_missing_edition_in_force(),
  quorum_reached: ({ count, needed }) => m.workflow_missing_quorum_reached({ count, needed }),
  majority_reached: () => m.workflow_missing_majority_reached(),
};

/** A condition of a step as a sentence: what holds, what is missing, or that it is not told yet. */
export function conditionWords({ code, met, hidden, body, ...rest }: StepCondition): string {
  const facts = { count: rest.count ?? 0, needed: rest.needed ?? 0, seats: rest.seats ?? 0 };
  if (hidden) return m.workflow_hidden_majority_reached();
  if (met) return held[code](facts);
  const unnamed = code === 'voting_body_ready' && body === false;
  return m.workflow_missing({
    what: unnamed ? m.workflow_missing_voting_body() : missing[code](facts),
  });
}

/** Where what is missing can be seen and done, on a page of its own; null where that is no one place. */
export function conditionHref(document: string, { code, met }: StepCondition): string | null {
  return code === 'discussion_answered' && !met ? `/documentos/${document}/hilos` : null;
}
