import { z } from 'zod';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';

const number = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const id = z.object({ client: number, clock: number }).nullish();

/** A Yjs relative position as JSON. One that names no place at all throws in the editors that are to draw it. */
const position = z
  .object({
    type: id,
    tname: z.literal(FRAGMENT).nullish(),
    item: id,
    assoc: z.number().int().min(-1).max(1).nullish(),
  })
  .refine(({ type, tname, item }) => type || tname || item);

const cursor = z.object({ anchor: position, head: position });

export type Cursor = z.infer<typeof cursor>;

/** A caret that every editor can draw, or null. Editors trust what they are sent: what is wrong in it stops them. */
export function readCursor(said: unknown): Cursor | null {
  return cursor.safeParse(said).data ?? null;
}
