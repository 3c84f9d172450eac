import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';
import { readAbilities } from './read-abilities.server.ts';

/** A document's process: where it stands, what may be done next, every step taken and every version. Throws `not_found`. */
export async function readProcess({ supabase }: App.Locals, id: string) {
  const [document, abilities, history, versions] = await Promise.all([
    supabase
      .from('documents')
      .select('id, title, kind, stage, arrangement_id, voting_body_id')
      .eq('id', id)
      .maybeSingle(),
    readAbilities(supabase, id),
    supabase
      .from('document_transitions')
      .select(
        'id, action, from_stage, to_stage, person_name, organization_name, sector, note, version_sha256, at, versions (number)',
      )
      .eq('document_id', id)
      .order('at', { ascending: false }),
    supabase
      .from('versions')
      .select('number, sha256, frozen_at, reason')
      .eq('document_id', id)
      .order('number', { ascending: false }),
  ]);
  const row = unwrapRow(document);
  const bodies = await supabase
    .from('bodies')
    .select('id, name')
    .eq('arrangement_id', row.arrangement_id)
    .eq('status', 'installed')
    .order('position');
  return {
    document: row,
    /** The bodies that could vote on it. */
    bodies: unwrap(bodies),
    abilities,
    history: unwrap(history),
    versions: unwrap(versions),
  };
}

export type Process = Awaited<ReturnType<typeof readProcess>>;
