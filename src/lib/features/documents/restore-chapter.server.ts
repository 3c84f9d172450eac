import { oneChapter } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Brings a removed chapter back, at the end. Gives its id. Throws `not_allowed`, `not_found`. */
export async function restoreChapter({ supabase }: App.Locals, form: FormData): Promise<string> {
  const { chapter } = readForm(oneChapter, form);
  unwrap(await supabase.rpc('restore_chapter', { p_chapter: chapter }));
  return chapter;
}
