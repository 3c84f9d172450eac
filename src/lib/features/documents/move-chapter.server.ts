import { chapterPlace } from '#lib/domain/chapter-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Moves a chapter to a place, 1 being the first. Throws `bad_input`, `not_allowed`, `text_is_read_only`. */
export async function moveChapter({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { chapter, position } = readForm(chapterPlace, form);
  unwrap(await supabase.rpc('move_chapter', { p_chapter: chapter, p_position: position }));
}
