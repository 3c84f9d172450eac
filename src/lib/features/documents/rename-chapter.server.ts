import { chapterName } from '#lib/domain/chapter-input.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { refuseUnchanged } from './refuse-unchanged.server.ts';

/**
 * Gives a chapter of a document another title. Throws `bad_input`, `title_changed` where it is no longer the one that the
 * form was made from, and what `refuseUnchanged` says.
 */
export async function renameChapter(
  { supabase }: App.Locals,
  form: FormData,
  documentId: string,
): Promise<void> {
  const { chapter, title, seenTitle } = readForm(chapterName, form);
  const change = supabase.from('chapters').update({ title }).eq('id', chapter).eq('document_id', documentId);
  const changed = await (seenTitle === undefined ? change : change.eq('title', seenTitle)).select('id');
  if (unwrap(changed).length) return;
  const titles = supabase.from('chapters').select('title').eq('id', chapter).eq('document_id', documentId);
  const standing = await titles.maybeSingle();
  const now = unwrap(standing)?.title;
  // Whoever may not is told so first; a title that stands as it was seen stayed for another reason.
  await refuseUnchanged(supabase, documentId, chapter, now !== undefined && now !== seenTitle);
  // Sent twice, because the first answer was lost, it is no conflict with oneself.
  if (now !== title) throw new AppError('title_changed', { title: now });
}
