import { z } from 'zod';
import { listSittings } from './list-sittings.server.ts';
import { awaitHistory, readPastChapter } from './read-past-chapter.server.ts';

const entry = z.coerce.number().int().positive().optional().catch(undefined);

/**
 * A chapter's timeline, the newest sittings first. Throws `not_found`.
 * @param before the first entry of the sitting before which the list goes on
 */
export async function readHistory(
  locals: App.Locals,
  documentId: string,
  chapterId: string,
  before: string | null,
) {
  const chapter = await readPastChapter(locals, documentId, chapterId);
  const settled = await awaitHistory(locals, chapterId);
  const { sittings, more } = await listSittings(locals, chapterId, entry.parse(before ?? undefined));
  return { chapter, settled, sittings, more, older: before !== null };
}

export type History = Awaited<ReturnType<typeof readHistory>>;
