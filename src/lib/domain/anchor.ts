import { z } from 'zod';
import { CONTEXT_LENGTH, MAX_QUOTE_LENGTH } from './anchor-limits.ts';

const blockId = z.string().min(1).max(40);
const relativePosition = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

/**
 * Where in a chapter a comment, a proposal or a contribution belongs: the selectors of the W3C Web Annotation model
 * (https://www.w3.org/TR/annotation-model/#selectors), several of them, because each alone is lost by some edit.
 * Paragraphs of a longer passage are joined by a line feed in `quote`.
 */
export const anchorSchema = z.object({
  /** The stable id of the block where the passage begins. */
  block: blockId,
  /** The block where it ends, when that is another one. */
  blockEnd: blockId.nullish(),
  quote: z.object({
    exact: z.string().min(1).max(MAX_QUOTE_LENGTH),
    prefix: z.string().max(CONTEXT_LENGTH),
    suffix: z.string().max(CONTEXT_LENGTH),
  }),
  /** Offsets in UTF-16 units: `start` in the text of `block`, `end` in the text of `blockEnd` (or `block`). */
  position: z.object({ start: z.int().min(0), end: z.int().min(0) }),
  /** Yjs relative positions, base64: a hint for the live text, never needed. */
  relative: z.object({ start: relativePosition, end: relativePosition }).nullish(),
});

export type Anchor = z.infer<typeof anchorSchema>;
