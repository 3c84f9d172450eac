import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { unwrapRow } from '#lib/server/unwrap.ts';

/** A frozen version of a document, for its parties. Throws `not_found`. */
export async function readVersion({ supabase }: App.Locals, document: string, number: string) {
  const parsed = z.coerce.number().int().positive().safeParse(number);
  if (!parsed.success) throw new AppError('not_found');
  return unwrapRow(
    await supabase
      .from('versions')
      .select(
        'number, canonical, sha256, frozen_at, reason, documents!versions_document_id_fkey (id, title, kind, stage)',
      )
      .eq('document_id', document)
      .eq('number', parsed.data)
      .maybeSingle(),
  );
}
