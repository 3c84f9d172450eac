import { describe, expect, it } from 'vitest';
import { ARRANGEMENT_STATUS_VALUES } from '#lib/generated/workflow.ts';
import { stateStanding } from './state.ts';

describe('how a state stands', () => {
  it.each([
    [null, null, 0, null],
    ['negotiating', null, 0, 'negotiating'],
    ['negotiating', 'drafting', 0, 'negotiating'],
    ['signed', null, 0, 'begun'],
    ['in_force', null, 0, 'begun'],
    ['amended', null, 0, 'begun'],
    ['signed', 'consultation', 0, 'under_way'],
    ['in_force', 'drafting', 0, 'under_way'],
    ['amended', 'voting', 0, 'under_way'],
    ['ended', null, 0, 'ended'],
    ['ended', 'drafting', 0, 'ended'],
    ['in_force', 'published', 1, 'published'],
    ['ended', 'published', 2, 'published'],
  ] as const)(
    '%s, with a document in %s and %i publications: %s',
    (arrangement, stage, publications, standing) => {
      expect(stateStanding({ arrangement, stage, publications })).toBe(standing);
    },
  );

  it('is something for every status', () => {
    for (const arrangement of ARRANGEMENT_STATUS_VALUES)
      expect(stateStanding({ arrangement, stage: null, publications: 0 })).not.toBeNull();
  });
});
