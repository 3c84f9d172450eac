import { expect, it } from 'vitest';
import { hrefOf, paramsOf, readAsked } from './asked-lists.ts';
import { nameFilter } from './name-filter.ts';

const read = (query: string) => readAsked(new URLSearchParams(query));

it.each([
  ['', { name: '', page: 1 }],
  ['personas=Ana&pagina-personas=3', { name: 'Ana', page: 3 }],
  ['personas= Ana+ ', { name: ' Ana  ', page: 1 }],
  ['personas=%25)(&pagina-personas=0', { name: '', page: 1 }],
  ['pagina-personas=dos', { name: '', page: 1 }],
  [`personas=${'a'.repeat(61)}`, { name: 'a'.repeat(60), page: 1 }],
  ['/personStatus&personas=Ana', { name: 'Ana', page: 1 }],
])('reads %j', (query, people) => {
  expect(read(query)).toEqual({ people, organizations: { name: '', page: 1 } });
});

it('leads to another page of one list and leaves the other where it is', () => {
  const asked = read('organizaciones=red&pagina-organizaciones=2&personas=Ana & Eva&pagina-personas=4');
  expect(hrefOf(asked, 'people', { page: 5 })).toBe(
    '/administracion?organizaciones=red&pagina-organizaciones=2&personas=Ana+&pagina-personas=5#people',
  );
  expect(hrefOf(asked, 'organizations', { name: '', page: 1 })).toBe(
    '/administracion?personas=Ana+&pagina-personas=4#organizations',
  );
  expect(hrefOf(read(''), 'people', {})).toBe('/administracion#people');
  expect(paramsOf({ ...asked, people: undefined })).toEqual([
    ['organizaciones', 'red'],
    ['pagina-organizaciones', '2'],
  ]);
});

it('looks for each word in each column, without accents, capitals or signs', () => {
  expect(nameFilter('  Ñu, "BÉ".*', ['name', 'short_name'])).toBe(
    'and(or(name.imatch."[nñ][uúùûü]",short_name.imatch."[nñ][uúùûü]"),or(name.imatch."b[eéèêë]",short_name.imatch."b[eéèêë]"))',
  );
  expect(nameFilter(' .* ', ['name'])).toBeNull();
});
