import { z } from 'zod';
import {
  ARRANGEMENT_KIND_VALUES,
  ARRANGEMENT_STATUS_VALUES,
  BODY_KIND_VALUES,
  DOCUMENT_KIND_VALUES,
  PARTY_ROLE_VALUES,
  SECTOR_VALUES,
  STAGE_VALUES,
} from '#lib/generated/workflow.ts';

/** One of the 32 entities with where its process stands, as the RPC `list_states` gives it. */
export const stateSummary = z.object({
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  slug: z.string(),
  arrangement: z.enum(ARRANGEMENT_STATUS_VALUES).nullable(),
  stage: z.enum(STAGE_VALUES).nullable(),
  publications: z.number(),
});
export type StateSummary = z.infer<typeof stateSummary>;

/** What there is to show of a state, by the arrangement that stands for it and by what was published; null for none. */
export type StateStanding = 'published' | 'ended' | 'negotiating' | 'under_way' | 'begun';

/** How a state is drawn and told. What was published stays so, whatever became of the arrangement. */
export function stateStanding({
  arrangement,
  stage,
  publications,
}: Pick<StateSummary, 'arrangement' | 'stage' | 'publications'>): StateStanding | null {
  if (publications > 0) return 'published';
  if (arrangement === 'ended' || arrangement === 'negotiating' || arrangement === null) return arrangement;
  return stage ? 'under_way' : 'begun';
}

const stateDocument = z.object({
  id: z.uuid(),
  kind: z.enum(DOCUMENT_KIND_VALUES),
  title: z.string(),
  stage: z.enum(STAGE_VALUES),
  canOpen: z.boolean(),
  publication: z.string().nullable(),
  steps: z.array(
    z.object({
      stage: z.enum(STAGE_VALUES),
      at: z.string(),
      /** The address of what took its place, of the step that this was. */
      successor: z.string().nullable(),
    }),
  ),
});
export type StateDocument = z.infer<typeof stateDocument>;

const stateArrangement = z.object({
  id: z.uuid(),
  title: z.string(),
  kind: z.enum(ARRANGEMENT_KIND_VALUES),
  status: z.enum(ARRANGEMENT_STATUS_VALUES),
  object: z.string(),
  signedOn: z.string().nullable(),
  canOpen: z.boolean(),
  parties: z.array(
    z.object({ name: z.string(), sector: z.enum(SECTOR_VALUES), role: z.enum(PARTY_ROLE_VALUES) }),
  ),
  bodies: z.array(z.object({ name: z.string(), kind: z.enum(BODY_KIND_VALUES), seats: z.number() })),
  documents: z.array(stateDocument),
});
export type StateArrangement = z.infer<typeof stateArrangement>;

/** What a state's page shows, as the RPC `state_overview` gives it: public facts, and what the reader may open. */
export const stateOverview = z.object({
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  arrangements: z.array(stateArrangement),
});
export type StateOverview = z.infer<typeof stateOverview>;
