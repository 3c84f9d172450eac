import { m } from '#lib/generated/paraglide/messages.js';
import type {
  Stage,
  PartyRole,
  Sector,
  DocumentKind,
  ArrangementKind,
  ArrangementStatus,
  BodyKind,
  MajorityRule,
  VoteChoice,
  VoteCapacity,
  Visibility,
  WorkflowAction,
  PublicationStatus,
} from '#lib/generated/workflow.ts';

// The words of every value that the database names. A `Record` over the generated type: a stage, role or sector without
// words fails the type check. Call the word when it is shown, so that it is in the reader's language.

export const stageWord: Record<Stage, () => string> = {
  drafting: m.stage_drafting,
  technical_review: m.stage_technical_review,
  consultation: m.stage_consultation,
  consolidation: m.stage_consolidation,
  voting: m.stage_voting,
  office_review: m.stage_office_review,
  approved: m.stage_approved,
  published: m.stage_published,
  superseded: m.stage_superseded,
};

export const roleWord: Record<PartyRole, () => string> = {
  coordinator: m.role_coordinator,
  drafter: m.role_drafter,
  commenter: m.role_commenter,
  observer: m.role_observer,
  office: m.role_office,
};

export const sectorWord: Record<Sector, () => string> = {
  federal: m.sector_federal,
  state: m.sector_state,
  municipal: m.sector_municipal,
  legislative: m.sector_legislative,
  judicial: m.sector_judicial,
  autonomous: m.sector_autonomous,
  civil_society: m.sector_civil_society,
  academia: m.sector_academia,
  indigenous: m.sector_indigenous,
  office: m.sector_office,
};

export const documentKindWord: Record<DocumentKind, () => string> = {
  diagnosis: m.document_kind_diagnosis,
  action_plan: m.document_kind_action_plan,
  thematic_report: m.document_kind_thematic_report,
  general_report: m.document_kind_general_report,
  progress_report: m.document_kind_progress_report,
  popular_version: m.document_kind_popular_version,
};

export const arrangementKindWord: Record<ArrangementKind, () => string> = {
  commitment_letter: m.arrangement_kind_commitment_letter,
  agreement: m.arrangement_kind_agreement,
  decree: m.arrangement_kind_decree,
};

export const arrangementStatusWord: Record<ArrangementStatus, () => string> = {
  negotiating: m.arrangement_status_negotiating,
  signed: m.arrangement_status_signed,
  in_force: m.arrangement_status_in_force,
  amended: m.arrangement_status_amended,
  ended: m.arrangement_status_ended,
};

export const bodyKindWord: Record<BodyKind, () => string> = {
  coordinating_committee: m.body_kind_coordinating_committee,
  technical_secretariat: m.body_kind_technical_secretariat,
  working_table: m.body_kind_working_table,
  follow_up_committee: m.body_kind_follow_up_committee,
};

export const majorityRuleWord: Record<MajorityRule, () => string> = {
  consensus: m.majority_rule_consensus,
  simple: m.majority_rule_simple,
  two_thirds: m.majority_rule_two_thirds,
  each_sector: m.majority_rule_each_sector,
};

export const voteChoiceWord: Record<VoteChoice, () => string> = {
  in_favour: m.vote_choice_in_favour,
  against: m.vote_choice_against,
  abstains: m.vote_choice_abstains,
};

export const voteCapacityWord: Record<VoteCapacity, () => string> = {
  titular: m.vote_capacity_titular,
  suplente: m.vote_capacity_suplente,
};

export const visibilityWord: Record<Visibility, () => string> = {
  arrangement: m.visibility_arrangement,
  sector: m.visibility_sector,
  office: m.visibility_office,
};

export const actionWord: Record<WorkflowAction, () => string> = {
  submit: m.action_submit,
  return_to_drafting: m.action_return_to_drafting,
  open_consultation: m.action_open_consultation,
  close_consultation: m.action_close_consultation,
  open_voting: m.action_open_voting,
  close_voting: m.action_close_voting,
  return_to_consolidation: m.action_return_to_consolidation,
  approve: m.action_approve,
  return_with_observations: m.action_return_with_observations,
  publish: m.action_publish,
};

export const publicationStatusWord: Record<PublicationStatus, () => string> = {
  published: m.publication_status_published,
  corrected: m.publication_status_corrected,
  repealed: m.publication_status_repealed,
};
