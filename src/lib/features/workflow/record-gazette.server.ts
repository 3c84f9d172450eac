import { gazetteRecord } from '#lib/domain/step-input.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Writes down where the official gazette printed a publication that came before it. Throws `gazette_recorded`, `not_allowed`, `not_found`, `bad_input`. */
export async function recordGazette(
  { supabase }: App.Locals,
  document: string,
  form: FormData,
): Promise<void> {
  const { gazetteName, gazetteNumber, gazetteDate } = readForm(gazetteRecord, form);
  unwrap(
    await supabase.rpc('record_gazette', {
      p_document: document,
      p_name: gazetteName,
      p_number: gazetteNumber,
      p_date: gazetteDate,
    }),
  );
}
