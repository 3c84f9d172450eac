import { threadStatus } from '#lib/domain/comment-thread.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Resolves or reopens a thread. Throws `not_found`, `not_allowed`, `comments_closed`, `answer_required`. */
export async function setThreadStatus({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { thread, status } = readForm(threadStatus, form);
  unwrap(await supabase.rpc('set_comment_thread_status', { p_thread: thread, p_status: status }));
}
