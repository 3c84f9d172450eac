import { z } from 'zod';
import {
  PARTY_ROLE_VALUES,
  STAGE_VALUES,
  WORKFLOW_CONDITIONS,
  WORKFLOW_STEPS,
} from '#lib/generated/workflow.ts';
import type { WorkflowAction } from '#lib/generated/workflow.ts';

const actions = WORKFLOW_STEPS.map((step) => step.action) as [WorkflowAction, ...WorkflowAction[]];
const stage = z.enum(STAGE_VALUES);

const condition = z.object({
  code: z.enum(WORKFLOW_CONDITIONS),
  met: z.boolean(),
  count: z.number().nullish(),
  needed: z.number().nullish(),
  /** For the body that votes: all its seats with vote; `count` of them are held. */
  seats: z.number().optional(),
  /** For the body that votes: whether the document names one at all. */
  body: z.boolean().optional(),
  /** Not told while a closed ballot is under way. */
  hidden: z.boolean().optional(),
});

/** A condition of a step as it stands now; `count`, `needed` and `seats` are for its words. */
export type StepCondition = z.infer<typeof condition>;

const step = z.object({
  action: z.enum(actions),
  toStage: stage,
  role: z.enum(PARTY_ROLE_VALUES),
  /** Whether the person's role may take it. */
  mine: z.boolean(),
  noteRequired: z.boolean(),
  conditions: z.array(condition),
});

/** A step that leads out of the document's stage, whoever may take it. */
export type AvailableStep = z.infer<typeof step>;

/** What the database's document_abilities() says the signed-in person may do. Never worked out anywhere else. */
export const documentAbilities = z.object({
  document: z.uuid(),
  stage,
  /** The arrangement has ended: the document is read, and no step follows. */
  ended: z.boolean(),
  roles: z.array(z.enum(PARTY_ROLE_VALUES)),
  read: z.boolean(),
  comment: z.boolean(),
  manage: z.boolean(),
  /** May say which edition the document takes the place of; also where the text is closed. */
  setSupersedes: z.boolean(),
  mayVote: z.boolean(),
  /** It is published, and where the official gazette printed it is not written down yet. */
  recordGazette: z.boolean(),
  editableChapters: z.array(z.uuid()),
  /** Chapter id → why its text is read-only: a stage, `ended`, `not_a_drafter`, `other_mesa` or `revoked`. */
  refusals: z.record(z.string(), z.string()),
  steps: z.array(step),
});

export type DocumentAbilities = z.infer<typeof documentAbilities>;

/**
 * Why the signed-in person may not change a document's title, its body or its chapters; null where they may. A policy
 * hides the row from whoever may not, so that no refusal of the database's comes; this says what
 * access.require_manage_document() says.
 */
export function manageRefusal({
  manage,
  ended,
  roles,
}: DocumentAbilities): 'arrangement_ended' | 'text_is_read_only' | 'not_allowed' | null {
  if (manage) return null;
  if (ended) return 'arrangement_ended';
  return roles.includes('coordinator') ? 'text_is_read_only' : 'not_allowed';
}
