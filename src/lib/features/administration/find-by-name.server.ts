import { peopleToldApart } from '#lib/domain/administration.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import type { AskedList } from './asked-lists.ts';
import { nameFilter } from './name-filter.ts';

/** How many are shown at a time: REST itself would leave out whatever comes after the thousandth, and not say so. */
const PAGE = 100;

type Supabase = App.Locals['supabase'];
type Counted = { count: number | null; data: unknown; error: unknown; status: number };

/** The people whose name holds what is asked for, a page at a time, and how many there are. Throws what REST answers. */
export async function findPeople(supabase: Supabase, asked: AskedList) {
  const filter = nameFilter(asked.name, ['display_name']);
  const people = () => supabase.from('people');
  const place = placeOf(
    asked.page,
    await narrow(people().select('id', { count: 'exact', head: true }), filter),
  );
  const rows = people().select('id, display_name, status').order('display_name').order('id');
  const found = unwrap(await narrow(rows, filter).range(place.from, place.to));
  const told = await supabase.rpc('people_told_apart', { p_people: found.map(({ id }) => id) });
  const apart = peopleToldApart.parse(unwrap(told));
  return { ...place, rows: found.map((person) => ({ ...person, apart: apart[person.id] })) };
}

/** As `findPeople`; an organization is found by its short name too. */
export async function findOrganizations(supabase: Supabase, asked: AskedList) {
  const filter = nameFilter(asked.name, ['name', 'short_name']);
  const organizations = () => supabase.from('organizations');
  const place = placeOf(
    asked.page,
    await narrow(organizations().select('id', { count: 'exact', head: true }), filter),
  );
  const rows = organizations()
    .select('id, name, short_name, sector, status, jurisdictions (name)')
    .order('name')
    .order('id');
  return { ...place, rows: unwrap(await narrow(rows, filter).range(place.from, place.to)) };
}

function narrow<Query extends { or(filter: string): Query }>(query: Query, filter: string | null): Query {
  return filter ? query.or(filter) : query;
}

/** Where a page begins and ends, counted from 0. One beyond the last is the last: there may be fewer since. */
function placeOf(asked: number, counted: Counted) {
  unwrap(counted);
  const count = counted.count ?? 0;
  const pages = Math.max(1, Math.ceil(count / PAGE));
  const page = Math.min(asked, pages);
  return { count, page, pages, from: (page - 1) * PAGE, to: page * PAGE - 1 };
}

/** A page of a list, as its rows are shown. */
export type FoundPlace = ReturnType<typeof placeOf>;
