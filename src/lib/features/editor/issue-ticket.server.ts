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
 * Throws `not_signed_in`, `another_person`, `not_found`, `chapter_removed`,
 * `organization_suspended`, `bad_input`.
 */
export async function issueTicket(locals: App.Locals, documentId: string, request: Request): Promise<Pass> {
  const { id } = requirePerson(locals);
  const asked = askedPass.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new AppError('bad_input');
  const { chapter, person } = asked.data;
  if (person && person !== id) throw new AppError('another_person');
  const answer = await locals.supabase.rpc('issue_chapter_ticket', { p_chapter: chapter });
  if (answer.error && toAppError(answer.error).code === 'not_found') {
    if (await isReadable(locals, documentId)) throw new AppError('chapter_removed');
    if (await isSuspended(locals, id)) throw new AppError('organization_suspended');
  }
  return { ticket: unwrap(answer), person: id };
}

/** Whoever reads the document and not its chapter lost nothing: the chapter was taken out. */
async function isReadable({ supabase }: App.Locals, documentId: string): Promise<boolean> {
  const { data } = await supabase.from('documents').select('id').eq('id', documentId).maybeSingle();
  return data !== null;
}

/** Whether the person belongs to suspended organizations and to no other: who lets them back in is the administration. */
async function isSuspended({ supabase }: App.Locals, person: string): Promise<boolean> {
  const { data } = await supabase
    .from('memberships')
    .select('organizations (status)')
    .eq('person_id', person)
    .eq('status', 'active');
  // Of a suspended organization its people read no more than that they belong to it.
  return !!data?.length && data.every(({ organizations }) => organizations?.status !== 'active');
}
