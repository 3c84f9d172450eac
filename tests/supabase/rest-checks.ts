import type { SupabaseClient } from '@supabase/supabase-js';
import { describe, expect, test } from 'vitest';
import { errorChecks } from './rest-error-checks.ts';
import type { RestServer } from './library.ts';
import { writeChecks } from './rest-write-checks.ts';

type Read = [
  title: string,
  run: (client: SupabaseClient) => PromiseLike<{ data: unknown; error: unknown }>,
  expected: unknown,
];

/** A filter or a modifier on the books, and the ids it leaves. */
const READS: Read[] = [
  ['eq', (c) => c.from('books').select('id').eq('title', 'Primero sueño'), [{ id: 10 }]],
  ['neq', (c) => c.from('books').select('id').neq('author_id', 1).order('id'), [{ id: 20 }, { id: 30 }]],
  [
    'gt and lte',
    (c) => c.from('books').select('id').gt('pages', 80).lte('pages', 170).order('id'),
    [{ id: 10 }, { id: 20 }],
  ],
  ['in', (c) => c.from('books').select('id').in('id', [30, 10, 99]).order('id'), [{ id: 10 }, { id: 30 }]],
  [
    'in with text that holds commas and quotes',
    (c) => c.from('authors').select('id').in('name', ['Rulfo', 'a,b', 'c"d']),
    [{ id: 2 }],
  ],
  ['is null', (c) => c.from('books').select('id').is('price', null), [{ id: 20 }]],
  [
    'not is null',
    (c) => c.from('authors').select('id').not('born', 'is', null).order('id'),
    [{ id: 1 }, { id: 2 }],
  ],
  [
    'like and ilike',
    (c) => c.from('books').select('id').like('title', '%sueño').ilike('title', 'PRIMERO%'),
    [{ id: 10 }],
  ],
  [
    'or',
    (c) => c.from('books').select('id').or('id.eq.11,pages.gt.200').order('id'),
    [{ id: 11 }, { id: 30 }],
  ],
  [
    'and inside or',
    (c) => c.from('books').select('id').or('and(author_id.eq.1,pages.lt.100),id.eq.30').order('id'),
    [{ id: 11 }, { id: 30 }],
  ],
  ['an enum', (c) => c.from('books').select('id').eq('shelf', 'poetry'), [{ id: 10 }]],
  ['contains on an array', (c) => c.from('books').select('id').contains('tags', ['verso']), [{ id: 10 }]],
  [
    'overlaps on an array',
    (c) => c.from('books').select('id').overlaps('tags', ['carta', 'novela']).order('id'),
    [{ id: 11 }, { id: 30 }],
  ],
  [
    'contains on json',
    (c) => c.from('books').select('id').contains('extra', { rare: true }).order('id'),
    [{ id: 10 }, { id: 30 }],
  ],
  ['a path into json', (c) => c.from('books').select('id').eq('extra->edition->>year', '1692'), [{ id: 10 }]],
  [
    'order, nulls last',
    (c) => c.from('books').select('id').order('price', { ascending: false, nullsFirst: false }),
    [{ id: 30 }, { id: 10 }, { id: 11 }, { id: 20 }],
  ],
  ['range', (c) => c.from('books').select('id').order('id').range(1, 2), [{ id: 11 }, { id: 20 }]],
  ['limit', (c) => c.from('books').select('id').order('id').limit(1), [{ id: 10 }]],
  ['single', (c) => c.from('authors').select('name').eq('id', 2).single(), { name: 'Rulfo' }],
  ['maybeSingle without a row', (c) => c.from('authors').select('name').eq('id', 99).maybeSingle(), null],
  [
    'another name for a column',
    (c) => c.from('authors').select('autora:name').eq('id', 3),
    [{ autora: 'Garro' }],
  ],
  ['a cast', (c) => c.from('books').select('pages::text').eq('id', 10), [{ pages: '120' }]],
  [
    'json paths in the select',
    (c) => c.from('books').select('year:extra->edition->year').eq('id', 10),
    [{ year: 1692 }],
  ],
  [
    'every type as JSON has it',
    (c) => c.from('books').select('id, price, tags, extra, shelf, acquired_at').eq('id', 10),
    [
      {
        id: 10,
        price: 99.5,
        tags: ['verso', 'silva'],
        extra: { edition: { year: 1692 }, rare: true },
        shelf: 'poetry',
        acquired_at: '2026-01-02T03:04:05.678+00:00',
      },
    ],
  ],
  ['a date', (c) => c.from('authors').select('born').eq('id', 1), [{ born: '1648-11-12' }]],
  [
    'embedding to one',
    (c) => c.from('books').select('title, authors(name)').eq('id', 20),
    [{ title: 'El llano en llamas', authors: { name: 'Rulfo' } }],
  ],
  [
    'embedding to many',
    (c) => c.from('authors').select('name, books(id)').eq('id', 2),
    [{ name: 'Rulfo', books: [{ id: 20 }] }],
  ],
  [
    'embedding many to many',
    (c) => c.from('books').select('id, genres(name)').eq('id', 10),
    [{ id: 10, genres: [{ name: 'verso' }] }],
  ],
  [
    'embedding twice',
    (c) => c.from('genres').select('name, books(title, authors(name))').eq('id', 1),
    [{ name: 'verso', books: [{ title: 'Primero sueño', authors: { name: 'Sor Juana' } }] }],
  ],
  [
    'an inner embedding filters its parents',
    (c) => c.from('authors').select('id, books!inner(id)').eq('books.shelf', 'law'),
    [{ id: 3, books: [{ id: 30 }] }],
  ],
  [
    'a filter inside an embedding',
    (c) => c.from('authors').select('id, books(id)').eq('id', 1).gt('books.pages', 100),
    [{ id: 1, books: [{ id: 10 }] }],
  ],
  [
    'an order inside an embedding',
    (c) =>
      c
        .from('authors')
        .select('books(id)')
        .eq('id', 1)
        .order('id', { referencedTable: 'books', ascending: false }),
    [{ books: [{ id: 11 }, { id: 10 }] }],
  ],
  [
    'a limit inside an embedding, for each parent',
    (c) =>
      c
        .from('authors')
        .select('id, books(id)')
        .in('id', [1, 2])
        .order('id')
        .order('id', { referencedTable: 'books', ascending: false })
        .limit(1, { referencedTable: 'books' }),
    [
      { id: 1, books: [{ id: 11 }] },
      { id: 2, books: [{ id: 20 }] },
    ],
  ],
  [
    'a timestamp inside an embedding',
    (c) => c.from('authors').select('books(acquired_at)').eq('id', 2),
    [{ books: [{ acquired_at: '2026-01-02T03:04:05.678+00:00' }] }],
  ],
  ['a view', (c) => c.from('long_books').select('id').order('id').limit(1), [{ id: 10 }]],
  ['rpc: a text', (c) => c.rpc('ping'), 'pong'],
  ['rpc: named arguments', (c) => c.rpc('add', { a: 2, b: 3 }), 5],
  ['rpc: a default argument', (c) => c.rpc('add', { a: 2 }), 12],
  ['rpc: by GET', (c) => c.rpc('add', { a: 2, b: 3 }, { get: true }), 5],
  [
    'rpc: rows, with filter and columns',
    (c) => c.rpc('books_on', { which: 'history' }).select('id, pages').gt('pages', 100),
    [{ id: 20, pages: 170 }],
  ],
  [
    'rpc: a table',
    (c) => c.rpc('book_facts', { which: 30 }),
    [{ title: 'Los recuerdos del porvenir', pages: 300 }],
  ],
  ['rpc: one row', (c) => c.rpc('first_author'), { id: 1, name: 'Sor Juana', born: '1648-11-12' }],
  [
    'rpc: json in and out',
    (c) => c.rpc('echo', { value: { a: [1, { b: 'ñ' }], c: null } }),
    { a: [1, { b: 'ñ' }], c: null },
  ],
  ['rpc: a json array', (c) => c.rpc('echo', { value: [1, 'dos'] }), [1, 'dos']],
  ['rpc: a json text', (c) => c.rpc('echo', { value: '5' }), '5'],
  ['rpc: a json number', (c) => c.rpc('echo', { value: 5 }), 5],
  ['rpc: a json text that looks like an object', (c) => c.rpc('echo', { value: '{"a":1}' }), '{"a":1}'],
  ['rpc: an array argument', (c) => c.rpc('several', { ids: [1, 2, 3] }), 3],
  [
    'rpc: every type of argument',
    (c) =>
      c.rpc('typed', {
        a: '5',
        b: 'aaaaaaaa-0000-4000-8000-000000000001',
        c: '2026-01-02T03:04:05Z',
        d: true,
        e: 1.5,
        f: ['x,y', 'z"'],
      }),
    {
      a: '5',
      b: 'aaaaaaaa-0000-4000-8000-000000000001',
      c: '2026-01-02T03:04:05+00:00',
      d: true,
      e: 1.5,
      f: ['x,y', 'z"'],
    },
  ],
  [
    'rpc: texts that look like something else, and nulls',
    (c) => c.rpc('typed', { a: '{"a":1}', b: null, c: null, d: false, e: null, f: [] }),
    { a: '{"a":1}', b: null, c: null, d: false, e: null, f: [] },
  ],
  ['rpc: nothing', (c) => c.rpc('nothing'), null],
];

/** The checks of a REST server by supabase-js. Both servers must pass them all; what only one can do the app may not use. */
export function describeRest(
  name: string,
  server: () => RestServer,
  owner: Parameters<typeof writeChecks>[1],
): void {
  describe(`${name}: reading`, () => {
    test.each(READS)('%s', async (_title, run, expected) => {
      const { data, error } = await run(server().clientOf(null));
      expect(error).toBeNull();
      expect(data).toEqual(expected);
    });

    test('a count without rows', async () => {
      const { count, data, error } = await server()
        .clientOf(null)
        .from('books')
        .select('*', { count: 'exact', head: true });
      expect({ count, data, error }).toEqual({ count: 4, data: null, error: null });
    });

    test('a count with a page of rows', async () => {
      const { count, data } = await server()
        .clientOf(null)
        .from('books')
        .select('id', { count: 'exact' })
        .order('id')
        .range(0, 1);
      expect({ count, data }).toEqual({ count: 4, data: [{ id: 10 }, { id: 11 }] });
    });

    test('csv', async () => {
      const { data } = await server().clientOf(null).from('genres').select('id, name').order('id').csv();
      expect(data).toBe('id,name\n1,verso\n2,prosa');
    });
  });
  writeChecks(name, owner, server);
  errorChecks(name, server);
}
