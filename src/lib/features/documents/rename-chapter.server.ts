import { chapterName } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { refuseUnchanged } from './refuse-unchanged.server.ts';

/** Gives a chapter of a document another title. Throws `bad_input`, and what `refuseUnchanged` says. */
export async function renameChapter(
  { supabase }: App.Locals,
  form: FormData,
  documentId: string,
): Promise<void> {
  const { chapter, title } = readForm(chapterName, form);
  const change = supabase.from('chapters').update({ title }).eq('id', chapter).eq('document_id', documentId);
  if (!unwrap(await change.select('id')).length) await refuseUnchanged(supabase, documentId, chapter);
}
