import { type Returned, returnedBy } from '#lib/domain/returned.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** How a document stands, in what its stage alone does not say. */
export interface Standing {
  returned: Returned | null;
}

/** How these documents stand, by id. What one may not read stands nowhere. */
export async function readStandings(
  { supabase }: App.Locals,
  documents: readonly string[],
): Promise<Record<string, Standing>> {
  const steps = unwrap(
    await supabase
      .from('document_transitions')
      .select('document_id, action, person_name, organization_name, sector, note, at')
      .in('document_id', [...documents])
      .order('at', { ascending: false }),
  );
  return Object.fromEntries(
    documents.map((id) => [id, { returned: returnedBy(steps.find(({ document_id: of }) => of === id)) }]),
  );
}
