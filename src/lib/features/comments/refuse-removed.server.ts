import { AppError, toAppError } from '#lib/server/app-error.ts';

/**
 * Throws `chapter_removed` where something was not found because its chapter was taken out meanwhile: whoever reads the
 * document and not its chapter lost nothing.
 */
export async function refuseRemoved(
  { supabase }: App.Locals,
  error: unknown,
  { document, chapter }: { document: string; chapter: string },
): Promise<void> {
  if (!error || toAppError(error).code !== 'not_found') return;
  const [documents, chapters] = await Promise.all([
    supabase.from('documents').select('id').eq('id', document).maybeSingle(),
    supabase.from('chapters').select('id').eq('id', chapter).maybeSingle(),
  ]);
  if (documents.data && !chapters.error && !chapters.data) throw new AppError('chapter_removed');
}
