import { documentAbilities } from '#lib/domain/abilities.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';
import type { PastChapter } from './past.ts';

const TRIES = 20;
const BETWEEN_MS = 150;

/** A chapter of a document, for whoever may read its draft. Throws `not_found`. */
export async function readPastChapter(
  { supabase }: App.Locals,
  documentId: string,
  chapterId: string,
): Promise<PastChapter> {
  const [chapter, abilities] = await Promise.all([
    supabase
      .from('chapters')
      .select('id, position, title, document:documents(id, title)')
      .eq('document_id', documentId)
      .eq('id', chapterId)
      .maybeSingle(),
    supabase.rpc('document_abilities', { p_document: documentId }),
  ]);
  const found = unwrapRow(chapter);
  const { editableChapters } = documentAbilities.parse(unwrap(abilities));
  return { ...found, editable: editableChapters.includes(chapterId) };
}

/**
 * Asks for a chapter's history and waits some seconds until it is as new as the log. False when it still is not: what is
 * shown is then older by the last words. Throws `not_found`.
 */
export async function awaitHistory({ supabase }: App.Locals, chapterId: string): Promise<boolean> {
  for (let at = 0; at < TRIES; at += 1) {
    if (unwrap(await supabase.rpc('request_history', { p_chapter: chapterId }))) return true;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  return false;
}
