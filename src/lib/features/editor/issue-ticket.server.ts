import { AppError } from '#lib/server/app-error.ts';
import { requirePerson } from '#lib/server/require-person.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { oneChapter } from '#lib/domain/chapter-input.ts';

/**
 * A pass to a chapter's socket for the signed-in person: one use, 60 seconds.
 * Throws `not_signed_in`, `not_found`, `bad_input`.
 */
export async function issueTicket(locals: App.Locals, request: Request): Promise<string> {
  requirePerson(locals);
  const asked = oneChapter.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new AppError('bad_input');
  return unwrap(await locals.supabase.rpc('issue_chapter_ticket', { p_chapter: asked.data.chapter }));
}
