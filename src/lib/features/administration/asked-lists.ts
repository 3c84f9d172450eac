import { z } from 'zod';

/** The lists of the administration that outgrow a page, by what their search is called in the address. */
export const SEARCHES = { organizations: 'organizaciones', people: 'personas' } as const;
export type ListName = keyof typeof SEARCHES;

/** What is looked for goes into an address that holds some thousands of letters; a part of a name is enough. */
export const LONGEST_SEARCH = 60;

/** What a list is asked for: a part of a name (or nothing, which is everybody) and which page, from 1 on. */
export type AskedList = { name: string; page: number };
export type AskedLists = Record<ListName, AskedList>;

const NAMES = Object.keys(SEARCHES) as ListName[];
const page = z.coerce.number().int().min(1).max(100_000).catch(1);
const pageOf = (list: ListName) => `pagina-${SEARCHES[list]}`;

/** What the address asks of each list. A name without a letter or figure is none. */
export function readAsked(params: URLSearchParams): AskedLists {
  const asked = (list: ListName): AskedList => {
    const name = (params.get(SEARCHES[list]) ?? '').slice(0, LONGEST_SEARCH);
    return {
      name: /[\p{L}\p{N}]/u.test(name) ? name : '',
      page: page.parse(params.get(pageOf(list)) ?? 1),
    };
  };
  return { organizations: asked('organizations'), people: asked('people') };
}

/** The parameters that ask for the same again: for a form that searches one list and keeps the other where it is. */
export function paramsOf(asked: Partial<AskedLists>): [string, string][] {
  return NAMES.flatMap((list) => {
    const { name = '', page = 1 } = asked[list] ?? {};
    const params: [string, string][] = [];
    if (name) params.push([SEARCHES[list], name]);
    if (page > 1) params.push([pageOf(list), String(page)]);
    return params;
  });
}

/** The address of the administration with one list asked for something else, at that list. */
export function hrefOf(asked: AskedLists, list: ListName, change: Partial<AskedList>): string {
  const query = new URLSearchParams(paramsOf({ ...asked, [list]: { ...asked[list], ...change } })).toString();
  return `/administracion${query && `?${query}`}#${list}`;
}
