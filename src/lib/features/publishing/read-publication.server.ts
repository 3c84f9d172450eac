import { publication, type Publication } from '#lib/domain/publication.ts';
import { AppError } from '#lib/server/app-error.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** A publication with its sealed text, its votes and its approval. Public. Throws `not_found`. */
export async function readPublication({ supabase }: App.Locals, slug: string): Promise<Publication> {
  const data = unwrap(await supabase.rpc('read_publication', { p_slug: slug }));
  if (data === null) throw new AppError('not_found');
  return publication.parse(data);
}
