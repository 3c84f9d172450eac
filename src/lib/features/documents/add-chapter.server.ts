import { newChapter } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Adds a chapter at the end and gives its id; sent again with the same form it is the same chapter.
 * Throws `bad_input`, `not_allowed`, `text_is_read_only`, `not_found`, `too_many_chapters`.
 */
export async function addChapter(
  { supabase }: App.Locals,
  documentId: string,
  form: FormData,
): Promise<string> {
  const { title, sent } = readForm(newChapter, form);
  const chapter = { p_document: documentId, p_title: title, ...(sent ? { p_sent: sent } : {}) };
  return unwrap(await supabase.rpc('add_chapter', chapter));
}
