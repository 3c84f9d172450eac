import { z } from 'zod';
import { publicationSummary, type PublicationSummary } from '#lib/domain/publication.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Everything published, latest first; of one state when its code is given. Public. */
export async function listPublications(
  { supabase }: App.Locals,
  jurisdiction?: string,
): Promise<PublicationSummary[]> {
  const data = unwrap(await supabase.rpc('list_publications', { p_jurisdiction: jurisdiction ?? null }));
  return z.array(publicationSummary).parse(data);
}
