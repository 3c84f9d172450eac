import { z } from 'zod';
import { m } from '#lib/generated/paraglide/messages.js';
import { STAGE_VALUES, WORKFLOW_STEPS, type WorkflowAction } from '#lib/generated/workflow.ts';
import { longText, onlySeen, seenText } from './seen-text.ts';
import { GAZETTE_DAYS, SLUG_PATTERN } from './step.ts';

const SLUG = new RegExp(`^${SLUG_PATTERN}$`);
const ACTIONS = WORKFLOW_STEPS.map((step) => step.action) as [WorkflowAction, ...WorkflowAction[]];

/** The address of a publication: lower-case letters without accents, digits and hyphens, 80 at most. */
export const publicationSlug = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((slug) => SLUG.test(slug), { params: { words: m.workflow_slug_invalid } });

/** What taking a step sends: the stage the person saw, the note, and for `publish` where and with which record. */
export const stepRequest = z.object({
  action: z.enum(ACTIONS),
  stage: z.enum(STAGE_VALUES),
  note: longText(5000).default(''),
  /** The SHA-256 of the version that the person saw, for steps that decide about one. */
  version: z.union([z.literal('').transform(() => null), z.string().regex(/^[0-9a-f]{64}$/)]).default(null),
});

/** The gazette of tomorrow is not printed yet. */
const gazetteDay = z.iso
  .date()
  .refine((day) => day >= GAZETTE_DAYS.first)
  .refine((day) => day <= GAZETTE_DAYS.last(), { params: { words: m.workflow_gazette_not_yet } });

/** Where a version is published. A number or a date of the gazette says nothing without its name, and stays as it is sent. */
export const publicationDetails = z
  .object({
    slug: publicationSlug,
    summary: longText(1000).default(''),
    gazetteName: z.string().transform(onlySeen).pipe(z.string().max(200)).default(''),
    gazetteNumber: z.string().transform(onlySeen).pipe(z.string().max(60)).default(''),
    gazetteDate: z.union([z.literal(''), gazetteDay]).default(''),
  })
  .refine(({ gazetteName, gazetteNumber, gazetteDate }) => gazetteName || !(gazetteNumber || gazetteDate), {
    path: ['gazetteName'],
  });

/** Where the gazette printed what is published, complete: it is written down once. */
export const gazetteRecord = z.object({
  gazetteName: seenText(200),
  gazetteNumber: seenText(60),
  gazetteDate: gazetteDay,
});
