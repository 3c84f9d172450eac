import { expect, test } from 'vitest';
import { SECTOR_VALUES } from '#lib/generated/workflow.ts';
import { fittingRoles } from './fitting-roles.ts';

const OTHERS = ['coordinator', 'drafter', 'commenter', 'observer'];

test.each(SECTOR_VALUES.filter((sector) => sector !== 'office'))('%s is never the Office', (sector) => {
  expect(fittingRoles(sector, false)).toEqual(OTHERS);
  expect(fittingRoles(sector, true)).toEqual(OTHERS);
});

test('the Office approves, where none does yet, or looks on', () => {
  expect(fittingRoles('office', false)).toEqual(['observer', 'office']);
  expect(fittingRoles('office', true)).toEqual(['observer']);
});

test('while no organization is chosen, what any may be', () => {
  expect(fittingRoles(undefined, false)).toEqual([...OTHERS, 'office']);
  expect(fittingRoles(undefined, true)).toEqual(OTHERS);
});
