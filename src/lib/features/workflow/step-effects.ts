import { m } from '#lib/generated/paraglide/messages.js';
import type { WorkflowAction } from '#lib/generated/workflow.ts';

/**
 * What a step does: what is frozen, who may still write and comment, and whether it can be taken back. True as long as
 * the views of 30_workflow.sql are what they are; a step without words fails the type check.
 */
export const stepEffect: Record<WorkflowAction, () => string> = {
  submit: m.workflow_effect_submit,
  return_to_drafting: m.workflow_effect_return_to_drafting,
  open_consultation: m.workflow_effect_open_consultation,
  close_consultation: m.workflow_effect_close_consultation,
  open_voting: m.workflow_effect_open_voting,
  close_voting: m.workflow_effect_close_voting,
  return_to_consolidation: m.workflow_effect_return_to_consolidation,
  approve: m.workflow_effect_approve,
  return_with_observations: m.workflow_effect_return_with_observations,
  publish: m.workflow_effect_publish,
};
