import { z } from 'zod';

/** An entry of the audit log as its reader is given it: without its number and seal, which nobody is given. */
export const auditEntry = z.object({
  at: z.string(),
  /** Somebody did it, whether or not the reader may know who: not the system. */
  by_person: z.boolean(),
  person_id: z.string().nullable(),
  /** Who did it, as they and their organizations were called then; null in the oldest entries. */
  person_name: z.string().nullable(),
  organization_name: z.string().nullable(),
  action: z.string(),
  noun: z.string(),
  noun_id: z.string().nullable(),
  document_id: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** A seat, by whose and of which body it is. */
export interface NamedSeat {
  organization: string;
  body: string;
}

/** A published document: editions often share their title, and are told apart by their day. */
export interface NamedEdition {
  title: string;
  publishedAt: string;
}

/** What the entries' ids are called, as far as the reader may know: people, organizations, bodies, documents, chapters. */
export interface AuditNames {
  arrangement: string;
  names: ReadonlyMap<string, string>;
  seats: ReadonlyMap<string, NamedSeat>;
  editions: ReadonlyMap<string, NamedEdition>;
}
