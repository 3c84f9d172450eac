import type { ChapterText } from './notation.ts';
import type { OrganizationKey } from './organizations.ts';
import type { PersonKey } from './people.ts';

/** How an arrangement of the demo world is written down. Days are counted back from the day the world is made. */
export type Arrangement = {
  key: string;
  jurisdiction: string;
  kind: 'commitment_letter' | 'agreement' | 'decree';
  title: string;
  object: string;
  status: 'negotiating' | 'in_force';
  signedDaysAgo: number | null;
  parties: Partial<Record<OrganizationKey, 'coordinator' | 'drafter' | 'commenter' | 'observer' | 'office'>>;
  bodies: Body[];
  documents: Document[];
};

export type Body = {
  key: string;
  kind: 'coordinating_committee' | 'technical_secretariat' | 'working_table' | 'follow_up_committee';
  name: string;
  quorum?: number;
  majority?: 'consensus' | 'simple' | 'two_thirds' | 'each_sector';
  openTally?: boolean;
  seats: Seat[];
};

export type Seat = {
  organization: OrganizationKey;
  titular: PersonKey | null;
  suplente?: PersonKey;
  vote: boolean;
  label?: string;
};

export type Document = {
  key: string;
  kind: 'diagnosis' | 'action_plan' | 'thematic_report' | 'progress_report';
  title: string;
  stage: Stage;
  createdDaysAgo: number;
  /** The key of the body that votes on it. */
  votes: string;
  chapters: ChapterText[];
  steps: Step[];
  ballots?: Ballot[];
  publication?: Publication;
};

export type Stage =
  | 'drafting'
  | 'technical_review'
  | 'consultation'
  | 'consolidation'
  | 'voting'
  | 'office_review'
  | 'approved'
  | 'published';

/** A step taken; `freezes` as the workflow says, with the text as it stood that day. */
export type Step = {
  action: string;
  from: Stage;
  to: Stage;
  by: PersonKey;
  daysAgo: number;
  note?: string;
  freezes?: boolean;
};

/** How a seat voted in the round that the document's last `open_voting` opened. */
export type Ballot = {
  by: PersonKey;
  choice: 'in_favour' | 'against' | 'abstains';
  daysAgo: number;
  dissent?: string;
};

export type Publication = {
  slug: string;
  summary: string;
  gazetteName: string;
  gazetteNumber: string;
  gazetteDaysAfter: number;
};

/** A seat with voice and vote. */
export const seat = (
  organization: OrganizationKey,
  titular: PersonKey | null,
  suplente?: PersonKey,
): Seat => ({
  organization,
  titular,
  suplente,
  vote: true,
});

/** A seat with voice only. */
export const voice = (organization: OrganizationKey, titular: PersonKey | null): Seat => ({
  organization,
  titular,
  vote: false,
});
