import { z } from 'zod';
import { SECTOR_VALUES } from '#lib/generated/workflow.ts';

const voice = z.object({
  id: z.uuid(),
  name: z.string(),
  sector: z.enum(SECTOR_VALUES),
  /** The organizations that would hear what is told to the sector, by name. */
  toldTo: z.array(z.string()),
});

/** What the signed-in person may say in a document's discussion, as the RPC `discussion_abilities` tells it. */
export const discussionAbilities = z.object({
  comment: z.boolean(),
  /** Why nothing can be said. `access` is said by an open page alone: the document itself is closed to its reader. */
  closed: z.enum(['access', 'ended', 'role', 'stage']).nullable(),
  /** Whether the UN human-rights office takes part, so that something can be told to it. */
  office: z.boolean(),
  /** The organizations one may speak for, the one with the strongest role first. */
  voices: z.array(voice),
});
export type DiscussionAbilities = z.infer<typeof discussionAbilities>;
export type Voice = DiscussionAbilities['voices'][number];
