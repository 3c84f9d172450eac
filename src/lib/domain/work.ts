import { z } from 'zod';
import {
  DOCUMENT_KIND_VALUES,
  PARTY_ROLE_VALUES,
  SECTOR_VALUES,
  STAGE_VALUES,
  WORKFLOW_STEPS,
  type WorkflowAction,
} from '#lib/generated/workflow.ts';

const ACTIONS = WORKFLOW_STEPS.map((step) => step.action) as [WorkflowAction, ...WorkflowAction[]];

/** What waits for a person, as the RPC `my_work` gives it. Counts hold only what that person may see. */
export const work = z.object({
  documents: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      kind: z.enum(DOCUMENT_KIND_VALUES),
      stage: z.enum(STAGE_VALUES),
      jurisdiction: z.string(),
      roles: z.array(z.enum(PARTY_ROLE_VALUES)),
      chapters: z.number(),
      editable: z.number(),
      /** Null where nobody can answer any more. */
      openThreads: z.number().nullable(),
    }),
  ),
  steps: z.array(
    z.object({ document: z.uuid(), title: z.string(), action: z.enum(ACTIONS), ready: z.boolean() }),
  ),
  votes: z.array(z.object({ document: z.uuid(), title: z.string(), seats: z.number() })),
  replies: z.array(
    z.object({
      document: z.uuid(),
      title: z.string(),
      thread: z.uuid(),
      chapter: z.uuid(),
      quote: z.string(),
      by: z.string(),
      organization: z.string(),
      sector: z.enum(SECTOR_VALUES),
      at: z.string(),
    }),
  ),
});
export type Work = z.infer<typeof work>;
