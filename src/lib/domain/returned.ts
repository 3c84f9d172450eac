import { type Sector, WORKFLOW_STEPS } from '#lib/generated/workflow.ts';

/** A step as the history keeps it, as far as it says why a text came back. */
type Transition = {
  action: string;
  person_name: string;
  organization_name: string;
  sector: Sector;
  note: string | null;
  at: string;
};

/** That a document was returned to be worked on: by whom, when, and what they observed. */
export interface Returned {
  by: string;
  organization: string;
  sector: Sector;
  note: string;
  at: string;
}

/** Whether a step gives the text back to be worked on: those that do need a reason, called observations. */
export function isReturn(action: unknown): boolean {
  return WORKFLOW_STEPS.some((step) => step.noteRequired && step.action === action);
}

/** What the stage that a document is in began with, where that was its return; null once the stage has moved on. */
export function returnedBy(latest: Transition | undefined): Returned | null {
  if (!latest?.note || !isReturn(latest.action)) return null;
  const { person_name: by, organization_name: organization, sector, note, at } = latest;
  return { by, organization, sector, note, at };
}
