import { z } from 'zod';
import { m } from '#lib/generated/paraglide/messages.js';
import {
  ARRANGEMENT_KIND_VALUES,
  ARRANGEMENT_STATUS_VALUES,
  BODY_KIND_VALUES,
  MAJORITY_RULE_VALUES,
  ORGANIZATION_STATUS_VALUES,
  PARTY_ROLE_VALUES,
  SECTOR_VALUES,
} from '#lib/generated/workflow.ts';
import { longText, onlySeen, seenText } from './seen-text.ts';

const stateCode = z.string().regex(/^\d{2}$/);

export const newOrganization = z.object({
  name: seenText(200),
  shortName: seenText(60),
  sector: z.enum(SECTOR_VALUES),
  jurisdiction: z.union([stateCode, z.literal('').transform(() => undefined)]).optional(),
});

export const newArrangement = z.object({
  jurisdiction: stateCode,
  kind: z.enum(ARRANGEMENT_KIND_VALUES),
  title: seenText(200),
  object: longText(4000).default(''),
  status: z.enum(ARRANGEMENT_STATUS_VALUES),
  coordinator: z.uuid(),
});

/** Which organization takes part, and as what: when it is added, and when that is corrected. */
export const partyRole = z.object({ organization: z.uuid(), role: z.enum(PARTY_ROLE_VALUES) });

/** Which organization is taken out, and as what it took part when the form was made. */
export const partyRemoval = z.object({ organization: z.uuid(), seenRole: z.enum(PARTY_ROLE_VALUES) });

/**
 * The quorum is typed in percent, and kept as a share: two thirds, typed as 66 or 67, must let two of three be enough.
 * Less than half decides nothing.
 */
export const newBody = z.object({
  name: seenText(200),
  kind: z.enum(BODY_KIND_VALUES),
  quorum: z
    .string()
    .trim()
    .refine((typed) => /^([5-9]\d|100)$/.test(typed), { params: { words: m.arrangements_body_quorum_wrong } })
    .transform((percent) => (percent === '67' ? 0.666 : Number(percent) / 100)),
  majorityRule: z.enum(MAJORITY_RULE_VALUES),
});

export const newSeat = z.object({
  body: z.uuid(),
  organization: z.uuid(),
  vote: z.enum(['yes', 'no']).transform((answer) => answer === 'yes'),
  label: z.string().transform(onlySeen).pipe(z.string().max(120)).default(''),
});

/** Whose membership of which organization ends. */
export const membershipEnd = z.object({ person: z.uuid(), organization: z.uuid() });

export const arrangementStatusChange = z.object({ status: z.enum(ARRANGEMENT_STATUS_VALUES) });

/** Who or what is suspended or let back. */
export const suspension = z.object({ id: z.uuid(), status: z.enum(['active', 'suspended']) });

/** What tells people apart, by id, as the RPC `people_told_apart` gives it. */
export const peopleToldApart = z.record(
  z.guid(),
  z.object({
    /** Since when there is the account. */
    since: z.string(),
    administers: z.boolean(),
    organizations: z.array(z.object({ name: z.string(), status: z.enum(ORGANIZATION_STATUS_VALUES) })),
  }),
);
export type ToldApart = z.infer<typeof peopleToldApart>[string];
