import { z } from 'zod';
import { SECTOR_VALUES } from '#lib/generated/workflow.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import type { AuthoredSitting, Sitting } from './past.ts';

const COLUMNS =
  'first_seq, last_seq, person_name, organization_name, sector, started_at, ended_at, added, removed';
const PAGE = 100;

const row = z.object({
  first_seq: z.number(),
  last_seq: z.number(),
  person_name: z.string(),
  organization_name: z.string(),
  sector: z.enum(SECTOR_VALUES).nullable(),
  started_at: z.string(),
  ended_at: z.string(),
  added: z.number(),
  removed: z.number(),
});

const asSitting = (sitting: z.infer<typeof row>): Sitting => ({
  firstSeq: sitting.first_seq,
  lastSeq: sitting.last_seq,
  name: sitting.person_name,
  organization: sitting.organization_name,
  sector: sitting.sector,
  startedAt: sitting.started_at,
  endedAt: sitting.ended_at,
  added: sitting.added,
  removed: sitting.removed,
});

/** A row of `chapter_sessions`, as the page has it. */
const sittingRow = row.transform(asSitting);

/** A sitting from `read_authorship`, which says whose it is without their id. */
export const authoredSitting = row
  .extend({ author: z.number() })
  .transform(({ author, ...sitting }): AuthoredSitting => ({ ...asSitting(sitting), author }));

/** A chapter's hundred newest sittings, or the hundred before the one that began with entry `before`. */
export async function listSittings(
  { supabase }: App.Locals,
  chapterId: string,
  before?: number,
): Promise<{ sittings: Sitting[]; more: boolean }> {
  let query = supabase
    .from('chapter_sessions')
    .select(COLUMNS)
    .eq('chapter_id', chapterId)
    .order('first_seq', { ascending: false })
    .limit(PAGE + 1);
  if (before) query = query.lt('first_seq', before);
  const rows = z.array(sittingRow).parse(unwrap(await query));
  return { sittings: rows.slice(0, PAGE), more: rows.length > PAGE };
}

/** The sitting that ended with an entry, if one did, and where the ones before and after it ended. */
export async function sittingsAround({ supabase }: App.Locals, chapterId: string, seq: number) {
  const ends = () => supabase.from('chapter_sessions').select(COLUMNS).eq('chapter_id', chapterId);
  const [here, next, previous] = await Promise.all([
    ends().eq('last_seq', seq).maybeSingle(),
    ends().gt('last_seq', seq).order('last_seq').limit(1).maybeSingle(),
    ends().lt('last_seq', seq).order('last_seq', { ascending: false }).limit(1).maybeSingle(),
  ]);
  return {
    sitting: sittingRow.nullable().parse(unwrap(here)),
    next: unwrap(next)?.last_seq ?? null,
    previous: unwrap(previous)?.last_seq ?? null,
  };
}
