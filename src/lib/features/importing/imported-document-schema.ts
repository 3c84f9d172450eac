import { z } from 'zod';
import { noticeCodes } from './notice-codes.ts';

const content = z.looseObject({ type: z.literal('doc') });

/** One thing that was not kept as it was: how often, and where, in the document's own words. */
export const noticeSchema = z.object({
  code: z.enum(noticeCodes),
  count: z.int().min(1),
  places: z.array(z.object({ chapter: z.string(), near: z.string() })),
});

/** A Word document read into chapters, before anyone has decided to keep it. */
export const importedDocumentSchema = z.object({
  chapters: z.array(z.object({ title: z.string(), content, words: z.int() })),
  notices: z.array(noticeSchema),
});
