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
  // An address holds so many ids.
  for (let at = 0; at < documents.length; at += AT_ONCE)
    Object.assign(standings, await readSome(supabase, documents.slice(at, at + AT_ONCE)));
  return standings;
}

async function readSome(
  supabase: App.Locals['supabase'],
  documents: readonly string[],
): Promise<Record<string, Standing>> {
  // Of each only the last step: those of all its steps would be more rows than an answer holds.
  const rows = unwrap(
    await supabase
      .from('documents')
      .select(
        `id, publications (slug),
        document_transitions (action, person_name, organization_name, sector, note, at)`,
      )
      .in('id', [...documents])
      .order('at', { referencedTable: 'document_transitions', ascending: false })
      .limit(1, { referencedTable: 'document_transitions' }),
  );
  return Object.fromEntries(
    rows.map(({ id, publications, document_transitions: [latest] }) => [
      id,
      { returned: returnedBy(latest), slug: publications[0]?.slug ?? null },
    ]),
  );
}
