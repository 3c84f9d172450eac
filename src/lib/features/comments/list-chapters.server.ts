import { unwrap } from '#lib/server/unwrap.ts';

/** The chapters of a document's text in their order, by whose titles its threads are found. */
export async function listChapters(
  { supabase }: App.Locals,
  document: string,
): Promise<{ id: string; title: string; position: number }[]> {
  const rows = supabase.from('chapters').select('id, title, position').eq('document_id', document);
  return unwrap(await rows.order('position'));
}
