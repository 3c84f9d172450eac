import { chapterLead } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { refuseUnchanged } from './refuse-unchanged.server.ts';

/** Gives a chapter of a document to the mesa that leads it, or to none. Throws `bad_input`, and what `refuseUnchanged` says. */
export async function assignLead(
  { supabase }: App.Locals,
  form: FormData,
  documentId: string,
): Promise<void> {
  const { chapter, body } = readForm(chapterLead, form);
  const change = supabase.from('chapters').update({ lead_body_id: body || null });
  const changed = change.eq('id', chapter).eq('document_id', documentId).select('id');
  if (!unwrap(await changed).length) await refuseUnchanged(supabase, documentId, chapter);
}
