import { z } from 'zod';
import { SECTOR_VALUES, THREAD_STATUS_VALUES, VISIBILITY_VALUES } from '#lib/generated/workflow.ts';
import { anchorSchema } from './anchor.ts';

export const MAX_COMMENT_LENGTH = 5000;

const speaker = z.object({
  name: z.string(),
  organization: z.string(),
  sector: z.enum(SECTOR_VALUES),
  mine: z.boolean(),
});

const comment = z.object({ id: z.uuid(), body: z.string(), createdAt: z.string(), author: speaker });

/** A thread on a passage, as the RPC `list_comment_threads` gives it to whoever may read it. */
export const commentThread = z.object({
  id: z.uuid(),
  chapterId: z.uuid(),
  anchor: anchorSchema,
  quote: z.string(),
  visibility: z.enum(VISIBILITY_VALUES),
  audienceSector: z.enum(SECTOR_VALUES).nullable(),
  status: z.enum(THREAD_STATUS_VALUES),
  /** The passage is gone from the text; only the quote remains. */
  detached: z.boolean(),
  createdAt: z.string(),
  resolvedAt: z.string().nullable(),
  resolvedByName: z.string().nullable(),
  author: speaker,
  abilities: z.object({ reply: z.boolean(), resolve: z.boolean() }),
  comments: z.array(comment),
});
export type CommentThread = z.infer<typeof commentThread>;

const body = z.string().trim().min(1).max(MAX_COMMENT_LENGTH);

/** The anchor travels in the form as JSON, beside the words about it. */
const anchorField = z
  .string()
  .max(40_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(anchorSchema);

export const newThread = z.object({
  chapter: z.uuid(),
  anchor: anchorField,
  body,
  visibility: z.enum(VISIBILITY_VALUES).default('arrangement'),
});

export const newReply = z.object({ thread: z.uuid(), body });

export const threadStatus = z.object({ thread: z.uuid(), status: z.enum(THREAD_STATUS_VALUES) });
