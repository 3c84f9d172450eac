import { chapterLead } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrapRow } from '#lib/server/unwrap.ts';

/** Gives a chapter to the mesa that leads it, or to none. Throws `bad_input`, `not_allowed`. */
export async function assignLead({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { chapter, body } = readForm(chapterLead, form);
  const change = supabase.from('chapters').update({ lead_body_id: body || null });
  unwrapRow(await change.eq('id', chapter).select('id'), 'not_allowed');
}
