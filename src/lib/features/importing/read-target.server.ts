import { documentAbilities, manageRefusal } from '#lib/domain/abilities.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';

/** The document into which chapters are to be imported, whether this person may, and why not. Throws `not_found`. */
export async function readTarget({ supabase }: App.Locals, id: string) {
  const [document, abilities] = await Promise.all([
    supabase.from('documents').select('id, title').eq('id', id).maybeSingle(),
    supabase.rpc('document_abilities', { p_document: id }),
  ]);
  const can = documentAbilities.parse(unwrap(abilities));
  return { document: unwrapRow(document), manage: can.manage, refusal: manageRefusal(can) };
}
