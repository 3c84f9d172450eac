import { z } from 'zod';
import { SECTOR_VALUES, THREAD_STATUS_VALUES, VISIBILITY_VALUES } from '#lib/generated/workflow.ts';
import { anchorSchema } from './anchor.ts';
import { longText } from './seen-text.ts';

export const MAX_COMMENT_LENGTH = 5000;

const speaker = z.object({
  name: z.string(),
  organization: z.string(),
  sector: z.enum(SECTOR_VALUES),
  mine: z.boolean(),
});

const comment = z.object({ id: z.uuid(), body: z.string(), createdAt: z.string(), author: speaker });

const reading = z.object({ name: z.string(), organization: z.string(), at: z.string() });

const shape = z.object({
  id: z.uuid(),
  chapterId: z.uuid(),
  /** Null when it cannot be read: such a thread has no place in the text. */
  anchor: anchorSchema.nullable().catch(null),
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
  abilities: z.object({
    reply: z.boolean(),
    /** For whom one may reply; it has to be said when there are several. */
    replyAs: z.array(z.object({ id: z.uuid(), name: z.string() })),
    resolve: z.boolean(),
    /** Somebody else's point, which nobody has answered yet: it cannot be resolved. */
    needsAnswer: z.boolean(),
  }),
  /** Who read one's own confidence; null for whoever did not write it. */
  readings: z.array(reading).nullable(),
  comments: z.array(comment),
});

/** A thread on a passage, as the RPC `list_comment_threads` gives it to whoever may read it. */
export const commentThread = shape.transform((thread) => ({
  ...thread,
  detached: thread.detached || thread.anchor === null,
}));
export type CommentThread = z.infer<typeof commentThread>;

const body = longText(MAX_COMMENT_LENGTH).pipe(z.string().min(1));

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

/** For whom one speaks: left empty while that has not been chosen. */
const organization = z
  .union([z.literal(''), z.uuid()])
  .optional()
  .transform((id) => (id === '' ? undefined : id));

export const newThread = z.object({
  chapter: z.uuid(),
  anchor: anchorField,
  body,
  // Left out it would be told to everybody, who may not be whom its writer meant.
  visibility: z.enum(VISIBILITY_VALUES),
  organization,
});

export const newReply = z.object({ thread: z.uuid(), chapter: z.uuid(), body, organization });

export const threadStatus = z.object({ thread: z.uuid(), status: z.enum(THREAD_STATUS_VALUES) });
