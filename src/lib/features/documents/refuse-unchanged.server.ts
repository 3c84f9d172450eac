import { documentAbilities, manageRefusal } from '#lib/domain/abilities.ts';
import { AppError } from '#lib/server/app-error.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { listRemovedChapters } from './list-removed-chapters.server.ts';

/**
 * Says why a chapter stayed as it was, where the database only gave no row.
 * Throws `arrangement_ended`, `text_is_read_only`, `not_allowed`, `chapter_removed`, or `not_found` where it never was.
 * @param there whether it is known to be there, so that only whoever may not change it is refused
 */
export async function refuseUnchanged(
  supabase: App.Locals['supabase'],
  documentId: string,
  chapter: string,
  there = false,
): Promise<void> {
  const abilities = unwrap(await supabase.rpc('document_abilities', { p_document: documentId }));
  const refusal = manageRefusal(documentAbilities.parse(abilities));
  if (refusal) throw new AppError(refusal);
  if (there) return;
  const removed = await listRemovedChapters(supabase, documentId);
  throw new AppError(removed.some(({ id }) => id === chapter) ? 'chapter_removed' : 'not_found');
}
