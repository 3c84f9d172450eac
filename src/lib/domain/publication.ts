import { z } from 'zod';
import {
  ARRANGEMENT_KIND_VALUES,
  DOCUMENT_KIND_VALUES,
  MAJORITY_RULE_VALUES,
  PARTY_ROLE_VALUES,
  PUBLICATION_STATUS_VALUES,
  ROUND_OUTCOME_VALUES,
  SECTOR_VALUES,
  STAGE_VALUES,
  VOTE_CHOICE_VALUES,
} from '#lib/generated/workflow.ts';

const jurisdiction = z.object({ code: z.string(), name: z.string() });

/** An entry of the list of publications, as the RPC `list_publications` gives it. */
export const publicationSummary = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  status: z.enum(PUBLICATION_STATUS_VALUES),
  kind: z.enum(DOCUMENT_KIND_VALUES),
  stage: z.enum(STAGE_VALUES),
  jurisdiction,
  publishedAt: z.string(),
  version: z.number(),
});
export type PublicationSummary = z.infer<typeof publicationSummary>;

/** An edition that a document may take the place of, or does, as the RPC `list_editions` gives it. */
export const edition = z.object({
  document: z.uuid(),
  title: z.string(),
  /** `superseded`: another has taken its place already, and the document cannot be published until that is changed. */
  stage: z.enum(['published', 'superseded']),
  publishedAt: z.string(),
});
export type Edition = z.infer<typeof edition>;

/** An edition that has no successor, and what kind of document it is: the next one is of the same. */
export type EditionInForce = Edition & { stage: 'published'; kind: PublicationSummary['kind'] };

/** A document that is to take the place of an edition, as the RPC `editions_in_preparation` gives it. */
export const editionInPreparation = z.object({
  /** The document whose place it is to take. */
  edition: z.uuid(),
  document: z.uuid(),
  title: z.string(),
  stage: z.enum(STAGE_VALUES),
  canOpen: z.boolean(),
});
export type EditionInPreparation = z.infer<typeof editionInPreparation>;

/** A publication as another leads to it. */
export const namedPublication = z.object({ slug: z.string(), title: z.string(), publishedAt: z.string() });
export type NamedPublication = z.infer<typeof namedPublication>;

const tally = z.object({
  seats: z.number(),
  cast: z.number(),
  needed: z.number(),
  inFavour: z.number(),
  against: z.number(),
  abstains: z.number(),
  quorumReached: z.boolean(),
  majorityReached: z.boolean(),
});

/** Everything the public page shows, as the RPC `read_publication` gives it. `canonical` is the sealed text itself. */
export const publication = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  status: z.enum(PUBLICATION_STATUS_VALUES),
  publishedAt: z.string(),
  gazette: z
    .object({ name: z.string(), number: z.string().nullable(), date: z.string().nullable() })
    .nullable(),
  kind: z.enum(DOCUMENT_KIND_VALUES),
  stage: z.enum(STAGE_VALUES),
  jurisdiction,
  arrangement: z.object({
    title: z.string(),
    kind: z.enum(ARRANGEMENT_KIND_VALUES),
    signedOn: z.string().nullable(),
  }),
  /** The edition whose place it took. */
  predecessor: namedPublication.nullable(),
  successor: z.string().nullable(),
  version: z.object({ number: z.number(), sha256: z.string(), frozenAt: z.string() }),
  canonical: z.string(),
  /** As they were when it was published. */
  parties: z.array(
    z.object({ name: z.string(), sector: z.enum(SECTOR_VALUES), role: z.enum(PARTY_ROLE_VALUES) }),
  ),
  vote: z
    .object({
      body: z.string(),
      quorum: z.number(),
      majorityRule: z.enum(MAJORITY_RULE_VALUES),
      closedAt: z.string(),
      outcome: z.enum(ROUND_OUTCOME_VALUES),
      tally,
      seats: z.array(
        z.object({
          organization: z.string(),
          sector: z.enum(SECTOR_VALUES),
          /** Nobody could vote from it; it counts for the quorum. */
          vacant: z.boolean(),
          choice: z.enum(VOTE_CHOICE_VALUES).nullable(),
          dissent: z.string().nullable(),
          castAt: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** The Office's note stays with the parties it was written to. */
  approval: z.object({ organization: z.string(), at: z.string() }).nullable(),
});
export type Publication = z.infer<typeof publication>;
