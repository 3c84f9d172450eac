import { z } from 'zod';
import { DOCUMENT_KIND_VALUES } from '#lib/generated/workflow.ts';

/** A version's canonical text, read back (docs/adr/0008-versions.md). `content` is a ProseMirror document. */
export const frozenVersion = z.object({
  format: z.literal('concierta/1'),
  number: z.number().int().positive(),
  document: z.object({
    id: z.uuid(),
    kind: z.enum(DOCUMENT_KIND_VALUES),
    title: z.string(),
    jurisdiction: z.string(),
  }),
  chapters: z.array(
    z.object({ id: z.uuid(), position: z.number(), title: z.string(), content: z.looseObject({}) }),
  ),
});
export type FrozenVersion = z.infer<typeof frozenVersion>;
