import { expect, it } from 'vitest';
import { personWords } from './person-words.ts';

const person = { since: '2026-11-29T14:05:00Z', administers: false };

it('says whose people somebody belongs to', () => {
  const organizations = [
    { name: 'Centro', status: 'active' },
    { name: 'Red', status: 'suspended' },
  ] as const;
  expect(personWords({ ...person, organizations: [...organizations] })).toBe('Centro · Red (suspendida)');
});

it('tells those apart who belong nowhere yet', () => {
  expect(personWords({ ...person, organizations: [] })).toMatch(
    /^Sin organización; cuenta creada el 29 de noviembre de 2026.*\d{1,2}:05/,
  );
});
