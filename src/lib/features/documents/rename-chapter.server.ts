import { chapterName } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrapRow } from '#lib/server/unwrap.ts';

/** Gives a chapter another title. Throws `bad_input`; `not_allowed` when the policy gave no row back. */
export async function renameChapter({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { chapter, title } = readForm(chapterName, form);
  unwrapRow(await supabase.from('chapters').update({ title }).eq('id', chapter).select('id'), 'not_allowed');
}
