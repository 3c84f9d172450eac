import { expect, test } from 'vitest';
import { nameWithState, organizationOptions } from './organization-name.ts';

const [oaxaca, queretaro] = [
  { code: '20', name: 'Oaxaca' },
  { code: '22', name: 'Querétaro' },
];
const federal = { id: 'f', name: 'Gobierno federal', jurisdiction: null };
const [ours, theirs] = [
  { id: 'o', name: 'Comisión estatal', jurisdiction: oaxaca },
  { id: 'q', name: 'Comisión estatal', jurisdiction: queretaro },
];

test('two organizations of the same name are told apart by their states, the state’s own first', () => {
  expect(organizationOptions([theirs, federal, ours], '20')).toEqual([
    { value: 'o', label: 'Comisión estatal · Oaxaca' },
    { value: 'q', label: 'Comisión estatal · Querétaro' },
    { value: 'f', label: 'Gobierno federal' },
  ]);
});

test('while no state is chosen the order stays', () => {
  expect(organizationOptions([theirs, federal, ours], '').map(({ value }) => value)).toEqual(['q', 'f', 'o']);
});

test('where everything is of one state only another’s is said', () => {
  expect([ours, theirs, federal].map((each) => nameWithState(each, '20'))).toEqual([
    'Comisión estatal',
    'Comisión estatal · Querétaro',
    'Gobierno federal',
  ]);
});
