import { z } from 'zod';
import { publicationSummary, type EditionInForce } from '#lib/domain/publication.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** An address holds so many slugs of 80 letters. */
const AT_ONCE = 40;

/**
 * The editions of a state that nothing has taken the place of, the latest first: what a document that is opened there can
 * be the next edition of, also where another arrangement published it (access.earlier_editions, of every kind).
 */
export async function listEditionsInForce(
  { supabase }: App.Locals,
  jurisdiction: string,
): Promise<EditionInForce[]> {
  const listed = unwrap(await supabase.rpc('list_publications', { p_jurisdiction: jurisdiction }));
  const inForce = z
    .array(publicationSummary)
    .parse(listed)
    .filter(({ stage }) => stage === 'published');
  // The list is the public's, and names no documents.
  const documents = new Map<string, string>();
  for (let at = 0; at < inForce.length; at += AT_ONCE) {
    const slugs = inForce.slice(at, at + AT_ONCE).map(({ slug }) => slug);
    const rows = unwrap(await supabase.from('publications').select('slug, document_id').in('slug', slugs));
    for (const { slug, document_id } of rows) documents.set(slug, document_id);
  }
  return inForce.flatMap(({ slug, title, kind, publishedAt }) => {
    const document = documents.get(slug);
    return document ? [{ document, title, kind, stage: 'published', publishedAt }] : [];
  });
}
