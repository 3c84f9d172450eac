import { chapterPlace } from '#lib/domain/chapter-input.ts';
import { toAppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { refuseUnchanged } from './refuse-unchanged.server.ts';

/**
 * Moves a chapter of a document to a place, 1 being the first.
 * Throws `bad_input`, `not_allowed`, `arrangement_ended`, `text_is_read_only`, `chapter_removed`, `not_found`.
 */
export async function moveChapter(
  { supabase }: App.Locals,
  form: FormData,
  documentId: string,
): Promise<void> {
  const { chapter, position } = readForm(chapterPlace, form);
  const answer = await supabase.rpc('move_chapter', { p_chapter: chapter, p_position: position });
  if (answer.error && toAppError(answer.error).code === 'not_found')
    await refuseUnchanged(supabase, documentId, chapter);
  unwrap(answer);
}
