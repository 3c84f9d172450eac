import { z } from 'zod';
import { nameWithState } from '#lib/domain/organization-name.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';
import { auditEntry, type AuditEntry, type NamedEdition, type NamedSeat } from './audit-entry.ts';

const PAGE = 50;
const asked = z.coerce.number().int().min(1).max(100_000).catch(1);

const recordedNames = z
  .object({
    organizations: z.record(z.string(), z.string()),
    seats: z.record(z.string(), z.object({ organization: z.string(), body: z.string() })),
  })
  .nullable();

type Supabase = App.Locals['supabase'];

/**
 * An arrangement's audit log, the newest entries first, as far as the signed-in person may read it, and what
 * its ids are called. Throws `not_found` for everybody else's arrangement.
 * @param at which page of the list, from 1 on
 */
export async function readAuditLog({ supabase }: App.Locals, id: string, at: string | null) {
  const page = asked.parse(at ?? 1);
  const [arrangement, rows, bodies, documents, recorded] = await Promise.all([
    supabase.from('arrangements').select('id, title, jurisdiction_code').eq('id', id).maybeSingle(),
    supabase.rpc('list_audit_entries', {
      p_arrangement: id,
      p_skip: (page - 1) * PAGE,
      p_most: PAGE + 1,
    }),
    supabase.from('bodies').select('id, name, seats (id, organization_id)').eq('arrangement_id', id),
    supabase.from('documents').select('id, title, chapters (id, title)').eq('arrangement_id', id),
    supabase.rpc('recorded_names', { p_arrangement: id }),
  ]);
  const gone = recordedNames.parse(unwrap(recorded));
  const found = z.array(auditEntry).parse(unwrap(rows));
  const entries = found.slice(0, PAGE);
  // What is there is called as it is now; what is there no more, as it was.
  const seats = new Map<string, NamedSeat>([
    ...Object.entries(gone?.seats ?? {}),
    ...unwrap(bodies).flatMap((body) =>
      body.seats.map((seat) => [seat.id, { organization: seat.organization_id, body: body.id }] as const),
    ),
  ]);
  const names = new Map<string, string>([
    ...Object.entries(gone?.organizations ?? {}),
    ...unwrap(bodies).map(({ id, name }) => [id, name] as const),
    ...unwrap(documents).map(({ id, title }) => [id, title] as const),
    ...unwrap(documents).flatMap(({ chapters }) => chapters.map(({ id, title }) => [id, title] as const)),
    ...(await namesOfParties(supabase, entries, seats, arrangement.data?.jurisdiction_code)),
  ]);
  const editions = await editionsOf(supabase, entries);
  const more = found.length > PAGE;
  return { arrangement: unwrapRow(arrangement), entries, names, seats, editions, page, more };
}

/**
 * The people and organizations that the entries speak of, those of another state than the arrangement's with it; whoever
 * may not be read has no name here.
 */
async function namesOfParties(
  supabase: Supabase,
  entries: readonly AuditEntry[],
  seats: ReadonlyMap<string, NamedSeat>,
  state: string | undefined,
): Promise<(readonly [string, string])[]> {
  const [people, organizations] = await Promise.all([
    supabase
      .from('people')
      .select('id, display_name')
      .in('id', [...new Set(entries.flatMap(peopleOf))]),
    supabase
      .from('organizations')
      .select('id, name, jurisdictions (code, name)')
      .in('id', [...new Set(entries.flatMap((entry) => organizationsOf(entry, seats)))]),
  ]);
  return [
    ...unwrap(people).map((person) => [person.id, person.display_name] as const),
    ...unwrap(organizations).map(
      ({ id, name, jurisdictions }) =>
        [id, nameWithState({ name, jurisdiction: jurisdictions }, state)] as const,
    ),
  ];
}

/** The editions that the entries speak of: whoever wrote them, they were published. */
async function editionsOf(supabase: Supabase, entries: readonly AuditEntry[]) {
  const editions = await supabase
    .from('publications')
    .select('document_id, title, published_at')
    .in('document_id', [...new Set(entries.flatMap(supersededBy))]);
  return new Map<string, NamedEdition>(
    unwrap(editions).map(({ document_id, title, published_at }) => [
      document_id,
      { title, publishedAt: published_at },
    ]),
  );
}

const isId = (id: unknown): id is string => typeof id === 'string';

function peopleOf({ person_id, noun, noun_id, detail }: AuditEntry): string[] {
  const held = z.object({ titular: z.unknown(), suplente: z.unknown() }).safeParse(detail.after).data;
  const told = ['membership', 'person', 'administrator'].includes(noun) ? noun_id : null;
  return [person_id, told, held?.titular, held?.suplente].filter(isId);
}

function supersededBy({ detail }: AuditEntry): string[] {
  const placed = z.object({ supersedes: z.unknown() });
  return [detail.before, detail.after].map((side) => placed.safeParse(side).data?.supersedes).filter(isId);
}

function organizationsOf({ noun, noun_id, detail }: AuditEntry, seats: ReadonlyMap<string, NamedSeat>) {
  const told = ['party', 'organization'].includes(noun) ? noun_id : null;
  const seated = [noun_id, detail.seat].map((id) => seats.get(String(id))?.organization);
  return [told, detail.organization, ...seated].filter(isId);
}

export type AuditLog = Awaited<ReturnType<typeof readAuditLog>>;
