import { oneChapter } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Takes a chapter out of the document; restoreChapter brings it back. Gives its id. Throws `not_allowed`, `not_found`. */
export async function removeChapter({ supabase }: App.Locals, form: FormData): Promise<string> {
  const { chapter } = readForm(oneChapter, form);
  unwrap(await supabase.rpc('remove_chapter', { p_chapter: chapter }));
  return chapter;
}
