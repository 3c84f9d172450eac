import { newBody } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Installs a body of an arrangement. Throws `not_allowed`, `bad_input`. */
export async function createBody(
  { supabase }: App.Locals,
  arrangement: string,
  form: FormData,
): Promise<void> {
  const { name, kind, quorum, majorityRule } = readForm(newBody, form);
  unwrap(
    await supabase.rpc('create_body', {
      p_arrangement: arrangement,
      p_kind: kind,
      p_name: name,
      p_quorum: quorum,
      p_majority_rule: majorityRule,
    }),
  );
}
