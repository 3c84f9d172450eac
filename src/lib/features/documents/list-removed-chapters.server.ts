import { z } from 'zod';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '#lib/generated/database.types.ts';
import { unwrap } from '#lib/server/unwrap.ts';

const removedChapters = z.array(
  z.object({
    id: z.uuid(),
    title: z.string(),
    removedAt: z.string(),
    /** Null where the person is no longer known. */
    removedBy: z.string().nullable(),
  }),
);

/** A chapter that was taken out of the document. */
export type RemovedChapter = z.infer<typeof removedChapters>[number];

/**
 * What was taken out of a document and can be brought back, the last one first. For the secretaría técnica.
 * Throws `not_found`, `not_allowed`.
 */
export async function listRemovedChapters(
  supabase: SupabaseClient<Database>,
  document: string,
): Promise<RemovedChapter[]> {
  const answer = await supabase.rpc('list_removed_chapters', { p_document: document });
  return removedChapters.parse(unwrap(answer));
}
