import { newThread } from '#lib/domain/comment-thread.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { refuseRemoved } from './refuse-removed.server.ts';

/**
 * Opens a thread on a passage with its first comment. Returns its id. Throws `comments_closed`, `not_allowed`,
 * `voice_required`, `office_not_party`, `too_many_comments`, `chapter_removed`, `not_found`.
 * @param document the one whose page it was sent from
 */
export async function openThread(locals: App.Locals, document: string, form: FormData): Promise<string> {
  const { chapter, anchor, body, visibility, organization } = readForm(newThread, form);
  // The database takes one's only organization where none is named. It may not be the one, nor the sector, that was shown.
  if (!organization) throw new AppError('voice_required');
  const opened = await locals.supabase.rpc('open_comment_thread', {
    p_chapter: chapter,
    p_anchor: anchor,
    p_quote: anchor.quote.exact,
    p_body: body,
    p_visibility: visibility,
    p_organization: organization,
  });
  await refuseRemoved(locals, opened.error, { document, chapter });
  return unwrap(opened);
}
