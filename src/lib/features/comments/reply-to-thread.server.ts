import { newReply } from '#lib/domain/comment-thread.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { refuseRemoved } from './refuse-removed.server.ts';

/**
 * Replies in an open thread. Throws `not_found`, `thread_closed`, `comments_closed`, `not_allowed`, `voice_required`,
 * `too_many_comments`, `chapter_removed`.
 * @param document the one whose page it was sent from
 */
export async function replyToThread(locals: App.Locals, document: string, form: FormData): Promise<void> {
  const { thread, chapter, body, organization } = readForm(newReply, form);
  // The database takes one's only organization where none is named. It may not be the one that was shown.
  if (!organization) throw new AppError('voice_required');
  const said = { p_thread: thread, p_body: body, p_organization: organization };
  const replied = await locals.supabase.rpc('reply_to_comment_thread', said);
  await refuseRemoved(locals, replied.error, { document, chapter });
  unwrap(replied);
}
