import { newSeat } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Gives a party a seat in a body. Throws `not_allowed`, `organization_not_party`. */
export async function addSeat({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { body, organization, vote, label } = readForm(newSeat, form);
  unwrap(
    await supabase.rpc('add_seat', {
      p_body: body,
      p_organization: organization,
      p_has_vote: vote,
      p_label: label,
    }),
  );
}
