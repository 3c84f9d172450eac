import { newReply } from '#lib/domain/comment-thread.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Replies in an open thread. Throws `not_found`, `thread_closed`, `comments_closed`, `not_allowed`, `voice_required`,
 * `too_many_comments`.
 */
export async function replyToThread({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { thread, body, organization } = readForm(newReply, form);
  unwrap(
    await supabase.rpc('reply_to_comment_thread', {
      p_thread: thread,
      p_body: body,
      ...(organization && { p_organization: organization }),
    }),
  );
}
