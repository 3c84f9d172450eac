import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { unwrapRow } from '#lib/server/unwrap.ts';

/** A frozen version of a document, for its parties. Throws `not_found`. */
export async function readVersion({ supabase }: App.Locals, id: string, number: string) {
  const parsed = z.coerce.number().int().positive().safeParse(number);
  if (!parsed.success) throw new AppError('not_found');
  const [document, version] = await Promise.all([
    supabase.from('documents').select('id, title, kind').eq('id', id).maybeSingle(),
    supabase
      .from('versions')
      .select('number, canonical, sha256, frozen_at, publications (slug)')
      .eq('document_id', id)
      .eq('number', parsed.data)
      .maybeSingle(),
  ]);
  return { ...unwrapRow(version), document: unwrapRow(document) };
}
