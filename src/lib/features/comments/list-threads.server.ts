import { z } from 'zod';
import { commentThread, type CommentThread } from '#lib/domain/comment-thread.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Every thread of a document that the person may read, with its comments, oldest first. Throws `not_found`. */
export async function listThreads({ supabase }: App.Locals, document: string): Promise<CommentThread[]> {
  return z
    .array(commentThread)
    .parse(unwrap(await supabase.rpc('list_comment_threads', { p_document: document })));
}
