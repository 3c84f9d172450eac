import { newArrangement } from '#lib/domain/administration.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Writes down an arrangement with the organization that coordinates it. Returns its id. Throws `administration_only`, `bad_input`,
 * `office_only_approves`.
 */
export async function createArrangement({ supabase }: App.Locals, form: FormData): Promise<string> {
  const { jurisdiction, kind, title, object, status, coordinator } = readForm(newArrangement, form);
  return unwrap(
    await supabase.rpc('create_arrangement', {
      p_jurisdiction: jurisdiction,
      p_kind: kind,
      p_title: title,
      p_object: object,
      p_status: status,
      p_coordinator: coordinator,
    }),
  );
}
