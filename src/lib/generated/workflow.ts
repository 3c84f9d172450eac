// Written by `npm run generate` from supabase/migrations. Do not edit.

export const ARRANGEMENT_KIND_VALUES = ["commitment_letter","agreement","decree"] as const;
export type ArrangementKind = (typeof ARRANGEMENT_KIND_VALUES)[number];

export const ARRANGEMENT_STATUS_VALUES = ["negotiating","signed","in_force","amended","ended"] as const;
export type ArrangementStatus = (typeof ARRANGEMENT_STATUS_VALUES)[number];

export const BODY_KIND_VALUES = ["coordinating_committee","technical_secretariat","working_table","follow_up_committee"] as const;
export type BodyKind = (typeof BODY_KIND_VALUES)[number];

export const BODY_STATUS_VALUES = ["installed","dissolved"] as const;
export type BodyStatus = (typeof BODY_STATUS_VALUES)[number];

export const DOCUMENT_KIND_VALUES = ["diagnosis","action_plan","thematic_report","general_report","progress_report","popular_version"] as const;
export type DocumentKind = (typeof DOCUMENT_KIND_VALUES)[number];

export const MAJORITY_RULE_VALUES = ["consensus","simple","two_thirds","each_sector"] as const;
export type MajorityRule = (typeof MAJORITY_RULE_VALUES)[number];

export const MEMBERSHIP_STATUS_VALUES = ["active","revoked"] as const;
export type MembershipStatus = (typeof MEMBERSHIP_STATUS_VALUES)[number];

export const ORGANIZATION_STATUS_VALUES = ["active","suspended"] as const;
export type OrganizationStatus = (typeof ORGANIZATION_STATUS_VALUES)[number];

export const PARTY_ROLE_VALUES = ["coordinator","drafter","commenter","observer","office"] as const;
export type PartyRole = (typeof PARTY_ROLE_VALUES)[number];

export const PERSON_STATUS_VALUES = ["active","suspended"] as const;
export type PersonStatus = (typeof PERSON_STATUS_VALUES)[number];

export const PUBLICATION_STATUS_VALUES = ["published","corrected","repealed"] as const;
export type PublicationStatus = (typeof PUBLICATION_STATUS_VALUES)[number];

export const ROUND_OUTCOME_VALUES = ["adopted","returned"] as const;
export type RoundOutcome = (typeof ROUND_OUTCOME_VALUES)[number];

export const SECTOR_VALUES = ["federal","state","municipal","legislative","judicial","autonomous","civil_society","academia","indigenous","office"] as const;
export type Sector = (typeof SECTOR_VALUES)[number];

export const STAGE_VALUES = ["drafting","technical_review","consultation","consolidation","voting","office_review","approved","published","superseded"] as const;
export type Stage = (typeof STAGE_VALUES)[number];

export const THREAD_STATUS_VALUES = ["open","resolved"] as const;
export type ThreadStatus = (typeof THREAD_STATUS_VALUES)[number];

export const VISIBILITY_VALUES = ["arrangement","sector","office"] as const;
export type Visibility = (typeof VISIBILITY_VALUES)[number];

export const VOTE_CAPACITY_VALUES = ["titular","suplente"] as const;
export type VoteCapacity = (typeof VOTE_CAPACITY_VALUES)[number];

export const VOTE_CHOICE_VALUES = ["in_favour","against","abstains"] as const;
export type VoteChoice = (typeof VOTE_CHOICE_VALUES)[number];

/** What may be done with the text in each stage, in the order of the process. */
export const WORKFLOW_STAGES = [
  {
    "stage": "drafting",
    "editors": [
      "coordinator",
      "drafter"
    ],
    "commentsOpen": true
  },
  {
    "stage": "technical_review",
    "editors": [
      "coordinator"
    ],
    "commentsOpen": true
  },
  {
    "stage": "consultation",
    "editors": [],
    "commentsOpen": true
  },
  {
    "stage": "consolidation",
    "editors": [
      "coordinator",
      "drafter"
    ],
    "commentsOpen": true
  },
  {
    "stage": "voting",
    "editors": [],
    "commentsOpen": false
  },
  {
    "stage": "office_review",
    "editors": [],
    "commentsOpen": false
  },
  {
    "stage": "approved",
    "editors": [],
    "commentsOpen": false
  },
  {
    "stage": "published",
    "editors": [],
    "commentsOpen": false
  },
  {
    "stage": "superseded",
    "editors": [],
    "commentsOpen": false
  }
] as const;

/** Who may take which step, what must hold first, and what it does. */
export const WORKFLOW_STEPS = [
  {
    "fromStage": "drafting",
    "action": "submit",
    "toStage": "technical_review",
    "role": "coordinator",
    "noteRequired": false,
    "conditions": [
      "chapters_present",
      "chapters_have_text"
    ],
    "freezes": false,
    "opensRound": false,
    "closesRound": null
  },
  {
    "fromStage": "technical_review",
    "action": "return_to_drafting",
    "toStage": "drafting",
    "role": "coordinator",
    "noteRequired": true,
    "conditions": [],
    "freezes": false,
    "opensRound": false,
    "closesRound": null
  },
  {
    "fromStage": "technical_review",
    "action": "open_consultation",
    "toStage": "consultation",
    "role": "coordinator",
    "noteRequired": false,
    "conditions": [
      "chapters_present",
      "chapters_have_text"
    ],
    "freezes": true,
    "opensRound": false,
    "closesRound": null
  },
  {
    "fromStage": "consultation",
    "action": "close_consultation",
    "toStage": "consolidation",
    "role": "coordinator",
    "noteRequired": false,
    "conditions": [],
    "freezes": false,
    "opensRound": false,
    "closesRound": null
  },
  {
    "fromStage": "consolidation",
    "action": "open_voting",
    "toStage": "voting",
    "role": "coordinator",
    "noteRequired": false,
    "conditions": [
      "chapters_present",
      "chapters_have_text",
      "discussion_answered",
      "voting_body_ready",
      "edition_in_force"
    ],
    "freezes": true,
    "opensRound": true,
    "closesRound": null
  },
  {
    "fromStage": "voting",
    "action": "close_voting",
    "toStage": "office_review",
    "role": "coordinator",
    "noteRequired": false,
    "conditions": [
      "quorum_reached",
      "majority_reached"
    ],
    "freezes": false,
    "opensRound": false,
    "closesRound": "adopted"
  },
  {
    "fromStage": "voting",
    "action": "return_to_consolidation",
    "toStage": "consolidation",
    "role": "coordinator",
    "noteRequired": true,
    "conditions": [],
    "freezes": false,
    "opensRound": false,
    "closesRound": "returned"
  },
  {
    "fromStage": "office_review",
    "action": "approve",
    "toStage": "approved",
    "role": "office",
    "noteRequired": false,
    "conditions": [],
    "freezes": false,
    "opensRound": false,
    "closesRound": null
  },
  {
    "fromStage": "office_review",
    "action": "return_with_observations",
    "toStage": "consolidation",
    "role": "office",
    "noteRequired": true,
    "conditions": [],
    "freezes": false,
    "opensRound": false,
    "closesRound": null
  },
  {
    "fromStage": "approved",
    "action": "publish",
    "toStage": "published",
    "role": "coordinator",
    "noteRequired": false,
    "conditions": [
      "edition_in_force"
    ],
    "freezes": false,
    "opensRound": false,
    "closesRound": null
  }
] as const;

export type WorkflowAction = (typeof WORKFLOW_STEPS)[number]['action'];

export const WORKFLOW_CONDITIONS = ["chapters_present","chapters_have_text","discussion_answered","voting_body_ready","edition_in_force","quorum_reached","majority_reached"] as const;
export type WorkflowCondition = (typeof WORKFLOW_CONDITIONS)[number];
