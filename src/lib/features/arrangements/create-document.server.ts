import { newDocument } from '#lib/domain/arrangement.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Opens a document of an arrangement, with the body that will vote on it. Returns its id. Throws `not_allowed`. */
export async function createDocument(
  { supabase }: App.Locals,
  arrangement: string,
  form: FormData,
): Promise<string> {
  const { kind, title, body, supersedes } = readForm(newDocument, form);
  return unwrap(
    await supabase.rpc('create_document', {
      p_arrangement: arrangement,
      p_kind: kind,
      p_title: title,
      p_voting_body: body,
      p_supersedes: supersedes,
    }),
  );
}
