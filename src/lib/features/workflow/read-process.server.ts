import { z } from 'zod';
import { edition, type Edition, editionInPreparation, namedPublication } from '#lib/domain/publication.ts';
import { votingRound } from '#lib/domain/voting.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';
import { readAbilities } from './read-abilities.server.ts';

/** A document's process: where it stands, what may be done next, every step taken and every version. Throws `not_found`. */
export async function readProcess({ supabase }: App.Locals, id: string) {
  const [document, abilities, history, versions, publication] = await Promise.all([
    supabase
      .from('documents')
      .select('id, title, kind, stage, arrangement_id, voting_body_id, supersedes_id')
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
    supabase
      .from('publications')
      .select('slug, gazetteName:gazette_name, gazetteNumber:gazette_number, gazetteDate:gazette_date')
      .eq('document_id', id)
      .maybeSingle(),
  ]);
  const row = unwrapRow(document);
  const [bodies, editions, rivals, round, successor] = await Promise.all([
    supabase
      .from('bodies')
      .select('id, name, seats (has_vote)')
      .eq('arrangement_id', row.arrangement_id)
      .eq('status', 'installed')
      .order('position'),
    abilities.setSupersedes ? listEditions(supabase, id) : [],
    supabase.rpc('editions_in_preparation', { p_arrangement: row.arrangement_id }),
    abilities.stage === 'voting' ? supabase.rpc('voting_round', { p_document: id }) : null,
    abilities.stage === 'superseded' ? supabase.rpc('succeeding_edition', { p_document: id }) : null,
  ]);
  const published = unwrap(publication);
  return {
    document: row,
    /** The bodies that could vote on it. */
    bodies: unwrap(bodies),
    /** What it can take the place of, for whoever may say so. */
    editions,
    /** The other documents in preparation that are to take the place of something. */
    rivals: z
      .array(editionInPreparation)
      .parse(unwrap(rivals))
      .filter(({ document }) => document !== id),
    /** Of the vote that is open, as its page shows them. */
    seats: round ? votingRound.parse(unwrap(round)).seats : [],
    /** What took its place. */
    successor: successor && namedPublication.nullable().parse(unwrap(successor)),
    abilities,
    history: unwrap(history),
    versions: unwrap(versions),
    publication: published && { slug: published.slug },
    /** What is written down of where the gazette printed it: nothing, a part or all. */
    gazette: {
      gazetteName: published?.gazetteName ?? '',
      gazetteNumber: published?.gazetteNumber ?? '',
      gazetteDate: published?.gazetteDate ?? '',
    },
  };
}

async function listEditions(supabase: App.Locals['supabase'], id: string): Promise<Edition[]> {
  return z.array(edition).parse(unwrap(await supabase.rpc('list_editions', { p_document: id })));
}

export type Process = Awaited<ReturnType<typeof readProcess>>;
export type GazetteRecord = Process['gazette'];
