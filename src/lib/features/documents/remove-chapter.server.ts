import { oneChapter } from '#lib/domain/chapter-input.ts';
import { toAppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { refuseUnchanged } from './refuse-unchanged.server.ts';

/**
 * Takes a chapter out of a document; restoreChapter brings it back. Gives its id. Throws `not_allowed`,
 * `arrangement_ended`, `text_is_read_only`, `chapter_has_open_threads`, `chapter_removed`, `not_found`.
 */
export async function removeChapter(
  { supabase }: App.Locals,
  form: FormData,
  documentId: string,
): Promise<string> {
  const { chapter } = readForm(oneChapter, form);
  const answer = await supabase.rpc('remove_chapter', { p_chapter: chapter });
  if (answer.error && toAppError(answer.error).code === 'not_found')
    await refuseUnchanged(supabase, documentId, chapter);
  unwrap(answer);
  return chapter;
}
