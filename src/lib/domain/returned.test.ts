import { expect, it } from 'vitest';
import { returnedBy } from './returned.ts';

const step = (action: string, note: string | null = 'Falta la fuente.') => ({
  action,
  note,
  person_name: 'Oficina',
  organization_name: 'ONU-DH México',
  sector: 'office' as const,
  at: '2026-11-20T10:00:00Z',
});

it.each(['return_with_observations', 'return_to_consolidation', 'return_to_drafting'])(
  'tells who returned a text, and why: %s',
  (action) =>
    expect(returnedBy(step(action))).toEqual({
      by: 'Oficina',
      organization: 'ONU-DH México',
      sector: 'office',
      note: 'Falta la fuente.',
      at: '2026-11-20T10:00:00Z',
    }),
);

it('tells nothing of a step forward, of a return without a word, or where none was taken', () => {
  expect(returnedBy(step('close_consultation'))).toBeNull();
  expect(returnedBy(step('return_with_observations', null))).toBeNull();
  expect(returnedBy(undefined)).toBeNull();
});
