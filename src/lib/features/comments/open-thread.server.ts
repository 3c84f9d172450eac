import { newThread } from '#lib/domain/comment-thread.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Opens a thread on a passage with its first comment. Returns its id. Throws `comments_closed`, `not_allowed`,
 * `voice_required` (who may speak for several organizations says for which), `office_not_party`, `too_many_comments`.
 */
export async function openThread({ supabase }: App.Locals, form: FormData): Promise<string> {
  const { chapter, anchor, body, visibility, organization } = readForm(newThread, form);
  return unwrap(
    await supabase.rpc('open_comment_thread', {
      p_chapter: chapter,
      p_anchor: anchor,
      p_quote: anchor.quote.exact,
      p_body: body,
      p_visibility: visibility,
      ...(organization && { p_organization: organization }),
    }),
  );
}
