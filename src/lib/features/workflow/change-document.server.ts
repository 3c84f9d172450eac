import { z } from 'zod';
import { documentAbilities, manageRefusal } from '#lib/domain/abilities.ts';
import { documentName } from '#lib/domain/arrangement.ts';
import type { Database } from '#lib/generated/database.types.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';

type Change = Database['public']['Tables']['documents']['Update'];

const orNone = z.union([z.uuid(), z.literal('').transform(() => null)]);

/** @param seenTitle the title that the document must still have */
async function change(
  { supabase }: App.Locals,
  id: string,
  values: Change,
  seenTitle?: string,
): Promise<void> {
  const changing = supabase.from('documents').update(values).eq('id', id);
  const changed = seenTitle === undefined ? changing : changing.eq('title', seenTitle);
  if (unwrap(await changed.select('id').maybeSingle())) return;
  // The policy gives no row to whoever may not, and none while the text is closed: say which.
  const abilities = unwrap(await supabase.rpc('document_abilities', { p_document: id }));
  const refusal = manageRefusal(documentAbilities.parse(abilities));
  if (refusal) throw new AppError(refusal);
  const standing = await supabase.from('documents').select('title').eq('id', id).maybeSingle();
  const { title } = unwrapRow(standing);
  // Sent twice, because the first answer was lost, it is no conflict with oneself.
  if (title === values.title) return;
  throw seenTitle === undefined ? new AppError('conflict') : new AppError('title_changed', { title });
}

/**
 * Names the body that will vote on a document, while its text is open to the secretaría técnica.
 * Throws `arrangement_ended`, `text_is_read_only`, `not_allowed`, `not_found`.
 */
export async function setVotingBody(locals: App.Locals, id: string, form: FormData): Promise<void> {
  const { body } = readForm(z.object({ body: orNone }), form);
  await change(locals, id, { voting_body_id: body });
}

/**
 * Corrects a document's title, while its text is open to the secretaría técnica. Throws as `setVotingBody`, and
 * `title_changed` where it is no longer the one that the form was made from.
 */
export async function renameDocument(locals: App.Locals, id: string, form: FormData): Promise<void> {
  const { title, seenTitle } = readForm(documentName, form);
  await change(locals, id, { title }, seenTitle);
}

/**
 * Says which edition a document takes the place of once it is published, or none, whether its text is open or not. Throws
 * `not_allowed`, `not_found`, `bad_input`, `edition_superseded`, and `stage_changed` once it is published.
 */
export async function setSupersedes({ supabase }: App.Locals, id: string, form: FormData): Promise<void> {
  const { supersedes } = readForm(z.object({ supersedes: orNone }), form);
  unwrap(await supabase.rpc('set_supersedes', { p_document: id, p_supersedes: supersedes }));
}
