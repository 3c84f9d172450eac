import { documentAbilities } from '#lib/domain/abilities.ts';
import { AppError } from '#lib/server/app-error.ts';
import { unwrapRow } from '#lib/server/unwrap.ts';

/** The document into which chapters are to be imported, and whether this person may. Throws `not_found`. */
export async function readTarget({ supabase }: App.Locals, id: string) {
  const [document, abilities] = await Promise.all([
    supabase.from('documents').select('id, title').eq('id', id).maybeSingle(),
    supabase.rpc('document_abilities', { p_document: id }),
  ]);
  if (abilities.error) throw new AppError('not_found', {}, { cause: abilities.error });
  return { document: unwrapRow(document), manage: documentAbilities.parse(abilities.data).manage };
}
