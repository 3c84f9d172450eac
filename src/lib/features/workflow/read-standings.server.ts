import { type Returned, returnedBy } from '#lib/domain/returned.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** How a document stands, in what its stage alone does not say. */
export interface Standing {
  returned: Returned | null;
  /** The address of its publication. */
  slug: string | null;
}

const AT_ONCE = 40;

/** How these documents stand, by id. What one may not read stands nowhere. */
export async function readStandings(
  { supabase }: App.Locals,
  documents: readonly string[],
): Promise<Record<string, Standing>> {
  const standings: Record<string, Standing> = {};
  // An address holds so many ids, and an answer a thousand rows.
  for (let at = 0; at < documents.length; at += AT_ONCE)
    Object.assign(standings, await readSome(supabase, documents.slice(at, at + AT_ONCE)));
  return standings;
}

async function readSome(
  supabase: App.Locals['supabase'],
  documents: readonly string[],
): Promise<Record<string, Standing>> {
  const [transitions, publications] = await Promise.all([
    supabase
      .from('document_transitions')
      .select('document_id, action, person_name, organization_name, sector, note, at')
      .in('document_id', [...documents])
      .order('at', { ascending: false }),
    supabase
      .from('publications')
      .select('document_id, slug')
      .in('document_id', [...documents]),
  ]);
  const [steps, published] = [unwrap(transitions), unwrap(publications)];
  const ofDocument = (id: string) => (row: { document_id: string }) => row.document_id === id;
  return Object.fromEntries(
    documents.map((id) => [
      id,
      {
        returned: returnedBy(steps.find(ofDocument(id))),
        slug: published.find(ofDocument(id))?.slug ?? null,
      },
    ]),
  );
}
