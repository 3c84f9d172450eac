import { z } from 'zod';
import { commentThread, type CommentThread } from '#lib/domain/comment-thread.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Every thread of a document that the person may read, with its comments, oldest first. Reading a confidence leaves a
 * record: ask only where the threads are shown. A thread that cannot be read is left out and noted in the log, so that
 * the others stay. Throws `not_found`.
 */
export async function listThreads({ supabase, log }: App.Locals, document: string): Promise<CommentThread[]> {
  const rows = z
    .array(z.unknown())
    .parse(unwrap(await supabase.rpc('list_comment_threads', { p_document: document })));
  return rows.flatMap((row) => {
    const thread = commentThread.safeParse(row);
    if (thread.success) return [thread.data];
    // Which fields, never what they hold.
    log.error(
      { document, fields: thread.error.issues.map(({ path }) => path.join('.')) },
      'unreadable thread',
    );
    return [];
  });
}
