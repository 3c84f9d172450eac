import { z } from 'zod';
import { personName } from './person-name.ts';
import { PARTY_ROLE_VALUES, SECTOR_VALUES, VOTE_CAPACITY_VALUES } from '#lib/generated/workflow.ts';

/** The open invitations of the signed-in person, as the RPC `my_invitations` gives them. */
export const invitations = z.array(
  z.object({
    id: z.uuid(),
    organization: z.string(),
    sector: z.enum(SECTOR_VALUES),
    arrangement: z.string(),
    jurisdiction: z.string(),
    role: z.enum(PARTY_ROLE_VALUES),
    by: z.string(),
    body: z.string().nullable(),
    capacity: z.enum(VOTE_CAPACITY_VALUES).nullable(),
    expiresAt: z.string(),
    /** Whether the reader has not said their name yet: they do with their answer. */
    asksName: z.boolean(),
  }),
);
export type Invitation = z.infer<typeof invitations>[number];

/** Which invitation, and the answer; a name where it was asked for, which whoever declines need not say. */
export const invitationAnswer = z.discriminatedUnion('answer', [
  z.object({
    answer: z.literal('accept'),
    invitation: z.uuid(),
    name: personName.optional(),
  }),
  z.object({ answer: z.literal('decline'), invitation: z.uuid() }),
]);
