import { expect, it } from 'vitest';
import { bodyOption } from './body-option.ts';

it('says of a body that none of its seats votes', () => {
  const body = { id: 'a', name: 'Mesa 1' };
  expect(bodyOption({ ...body, seats: [{ has_vote: false }, { has_vote: true }] }).label).toBe('Mesa 1');
  const silent = { value: 'a', label: 'Mesa 1 (sin asientos con voto)' };
  expect(bodyOption({ ...body, seats: [{ has_vote: false }] })).toEqual(silent);
  expect(bodyOption({ ...body, seats: [] })).toEqual(silent);
});
