import * as z from 'zod/mini';

const presentPerson = z.object({
  personId: z.string(),
  name: z.string(),
  organization: z.string(),
  sector: z.string(),
  chapterId: z.string(),
});

/** Someone who has a chapter of the document open. */
export type PresentPerson = z.infer<typeof presentPerson>;

/** What the server tells open sockets besides the text itself; JSON in Hocuspocus's stateless messages. */
export const collabNotice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('discussion') }),
  z.object({ type: z.literal('document') }),
  z.object({ type: z.literal('access'), canEdit: z.boolean(), reason: z.nullable(z.string()) }),
  z.object({ type: z.literal('refused'), reason: z.string() }),
  z.object({ type: z.literal('presence'), people: z.array(presentPerson) }),
]);

export type CollabNotice = z.infer<typeof collabNotice>;
