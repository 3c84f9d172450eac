import { z } from 'zod';
import { documentAbilities } from '#lib/domain/abilities.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

const choice = z.object({ body: z.union([z.uuid(), z.literal('').transform(() => null)]) });

/** Names the body that will vote on a document, while its text is open to the secretaría técnica. Throws `text_is_read_only`, `not_allowed`, `not_found`. */
export async function setVotingBody({ supabase }: App.Locals, id: string, form: FormData): Promise<void> {
  const { body } = readForm(choice, form);
  const row = unwrap(
    await supabase.from('documents').update({ voting_body_id: body }).eq('id', id).select('id').maybeSingle(),
  );
  if (row) return;
  // The policy gives no row to whoever may not, and none while the text is closed: say which.
  const { roles } = documentAbilities.parse(
    unwrap(await supabase.rpc('document_abilities', { p_document: id })),
  );
  throw new AppError(roles.includes('coordinator') ? 'text_is_read_only' : 'not_allowed');
}
