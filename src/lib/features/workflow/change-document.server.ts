import { z } from 'zod';
import { documentAbilities, manageRefusal } from '#lib/domain/abilities.ts';
import { newDocument } from '#lib/domain/arrangement.ts';
import type { Database } from '#lib/generated/database.types.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

type Change = Database['public']['Tables']['documents']['Update'];

const orNone = z.union([z.uuid(), z.literal('').transform(() => null)]);

async function change({ supabase }: App.Locals, id: string, values: Change): Promise<void> {
  const row = unwrap(await supabase.from('documents').update(values).eq('id', id).select('id').maybeSingle());
  if (row) return;
  // The policy gives no row to whoever may not, and none while the text is closed: say which.
  const abilities = unwrap(await supabase.rpc('document_abilities', { p_document: id }));
  throw new AppError(manageRefusal(documentAbilities.parse(abilities)) ?? 'conflict');
}

/**
 * Names the body that will vote on a document, while its text is open to the secretaría técnica.
 * Throws `arrangement_ended`, `text_is_read_only`, `not_allowed`, `not_found`.
 */
export async function setVotingBody(locals: App.Locals, id: string, form: FormData): Promise<void> {
  const { body } = readForm(z.object({ body: orNone }), form);
  await change(locals, id, { voting_body_id: body });
}

/** Corrects a document's title, while its text is open to the secretaría técnica. Throws as `setVotingBody`. */
export async function renameDocument(locals: App.Locals, id: string, form: FormData): Promise<void> {
  await change(locals, id, readForm(newDocument.pick({ title: true }), form));
}

/**
 * Says which edition a document takes the place of once it is published, or none, whether its text is open or not. Throws
 * `not_allowed`, `not_found`, `bad_input`, `edition_superseded`, and `stage_changed` once it is published.
 */
export async function setSupersedes({ supabase }: App.Locals, id: string, form: FormData): Promise<void> {
  const { supersedes } = readForm(z.object({ supersedes: orNone }), form);
  unwrap(await supabase.rpc('set_supersedes', { p_document: id, p_supersedes: supersedes }));
}
