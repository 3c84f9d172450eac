import { askedPass } from '#lib/domain/chapter-input.ts';
import { AppError, toAppError } from '#lib/server/app-error.ts';
import { requirePerson } from '#lib/server/require-person.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** A pass, and whom it is for. */
export interface Pass {
  ticket: string;
  person: string;
}

/**
 * A pass to a chapter's socket for the signed-in person: one use, 60 seconds. Not for a tab in which somebody else wrote:
 * what waits there would be sent in this person's name.
 * Throws `not_signed_in`, `another_person`, `not_found`, `chapter_removed`, `bad_input`.
 */
export async function issueTicket(locals: App.Locals, documentId: string, request: Request): Promise<Pass> {
  const { id } = requirePerson(locals);
  const asked = askedPass.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new AppError('bad_input');
  const { chapter, person } = asked.data;
  if (person && person !== id) throw new AppError('another_person');
  const answer = await locals.supabase.rpc('issue_chapter_ticket', { p_chapter: chapter });
  if (
    answer.error &&
    toAppError(answer.error).code === 'not_found' &&
    (await isReadable(locals, documentId))
  ) {
    throw new AppError('chapter_removed');
  }
  return { ticket: unwrap(answer), person: id };
}

/** Whoever reads the document and not its chapter lost nothing: the chapter was taken out. */
async function isReadable({ supabase }: App.Locals, documentId: string): Promise<boolean> {
  const { data } = await supabase.from('documents').select('id').eq('id', documentId).maybeSingle();
  return data !== null;
}
