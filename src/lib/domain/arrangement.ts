import { z } from 'zod';
import {
  DOCUMENT_KIND_VALUES,
  PARTY_ROLE_VALUES,
  SECTOR_VALUES,
  VOTE_CAPACITY_VALUES,
} from '#lib/generated/workflow.ts';
import { seenText } from './seen-text.ts';

/** What the reader may do with an arrangement, as the RPC `arrangement_abilities` gives it. */
export const arrangementAbilities = z.object({
  read: z.boolean(),
  manage: z.boolean(),
  roles: z.array(z.enum(PARTY_ROLE_VALUES)),
  /** The bodies that are voting: until the vote is closed their seats stay as they are. */
  voting: z.array(z.guid()),
});
export type ArrangementAbilities = z.infer<typeof arrangementAbilities>;

const seated = z.object({ id: z.guid(), name: z.string(), holds: z.boolean() }).nullable();

/**
 * Who is written on each seat, of those whom the reader may know, as the RPC `seat_holders` gives it: who has left the
 * seat's organization or is suspended holds it no more.
 */
export const seatHolders = z.record(z.guid(), z.object({ titular: seated, suplente: seated }));
export type SeatedPerson = z.infer<typeof seated>;

/** The organizations that the reader may make a party, as the RPC `organizations_to_add` gives them. */
export const organizationsToAdd = z.array(
  z.object({
    id: z.guid(),
    name: z.string(),
    sector: z.enum(SECTOR_VALUES),
    /** Its state; the federal ones and the Office have none. */
    jurisdiction: z.object({ code: z.string(), name: z.string() }).nullable(),
  }),
);
export type OrganizationToAdd = z.infer<typeof organizationsToAdd>[number];

const optionalId = z.union([z.uuid(), z.literal('').transform(() => null)]);

/** Who sits, and who did when the form was made: empty means nobody. A page of before does not say what it saw. */
export const seatAssignment = z.object({
  seat: z.uuid(),
  titular: optionalId,
  suplente: optionalId,
  seenTitular: optionalId.optional(),
  seenSuplente: optionalId.optional(),
});

export const invitation = z
  .object({
    organization: z.uuid(),
    email: z.email().max(254),
    seat: optionalId.default(null),
    capacity: z.enum(VOTE_CAPACITY_VALUES).default('titular'),
  })
  .transform((value) => ({ ...value, capacity: value.seat ? value.capacity : null }));

/** `seenTitle`: what the form was made from. A page of before says nothing, and is not asked. */
export const documentName = z.object({ title: seenText(200), seenTitle: z.string().optional() });

export const newDocument = z.object({
  kind: z.enum(DOCUMENT_KIND_VALUES),
  title: seenText(200),
  body: optionalId.default(null),
  supersedes: optionalId.default(null),
});
