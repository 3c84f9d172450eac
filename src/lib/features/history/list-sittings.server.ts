import { unwrap } from '#lib/server/unwrap.ts';
import type { Sitting } from './past.ts';

const COLUMNS =
  'first_seq, last_seq, person_id, person_name, organization_id, organization_name, sector, started_at, ended_at, added, removed';
const PAGE = 100;
const MOST = 1_000;

type Rows = { sittings: Sitting[]; more: boolean };

/**
 * A chapter's sittings. Without `all` the hundred newest, or the hundred before the sitting that began with entry
 * `before`; with it the thousand newest, in which practically every word of a text was written.
 */
export async function listSittings(
  { supabase }: App.Locals,
  chapterId: string,
  { before, all = false }: { before?: number | undefined; all?: boolean } = {},
): Promise<Rows> {
  const most = all ? MOST : PAGE;
  let query = supabase
    .from('chapter_sessions')
    .select(COLUMNS)
    .eq('chapter_id', chapterId)
    .order('first_seq', { ascending: false })
    .limit(most + 1);
  if (before) query = query.lt('first_seq', before);
  const rows = unwrap(await query);
  const sittings = rows.slice(0, most).map((row) => ({
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    personId: row.person_id,
    name: row.person_name,
    organizationId: row.organization_id,
    organization: row.organization_name,
    sector: row.sector,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    added: row.added,
    removed: row.removed,
  }));
  return { sittings, more: rows.length > most };
}
