import { expect, it } from 'vitest';
import type { RoundSeat } from '#lib/domain/voting.ts';
import { ownBallot } from './own-ballot.ts';

const seat: RoundSeat = {
  id: '00000000-0000-4000-8000-000000000003',
  organization: 'Red',
  sector: 'civil_society',
  label: '',
  vacant: false,
  suspended: false,
  unmanned: false,
  voted: true,
  capacity: 'suplente',
  castAt: '2026-11-01T10:00:00Z',
  choice: 'against',
  dissent: 'Falta salud.',
  myCapacity: 'titular',
  titularVoted: false,
};

it('gives the titular an empty ballot where the suplente voted, and says how', () => {
  expect(ownBallot(seat)).toEqual({ choice: '', dissent: '', changes: false, suplenteVoted: 'against' });
});

it.each(['titular', 'suplente'] as const)('begins with what the %s chose', (capacity) => {
  expect(ownBallot({ ...seat, capacity, myCapacity: capacity })).toEqual({
    choice: 'against',
    dissent: 'Falta salud.',
    changes: true,
    suplenteVoted: null,
  });
});

it('is empty where nobody has voted', () => {
  const unvoted = { ...seat, voted: false, capacity: null, choice: null, dissent: null };
  expect(ownBallot(unvoted)).toEqual({ choice: '', dissent: '', changes: false, suplenteVoted: null });
});
