import { expect, it, vi } from 'vitest';
import { AppError, type ErrorCode } from './app-error.ts';
import { whyLost } from './lost-access.ts';

const person = { id: 'p', email: 'osc@demo.test', name: 'Organización civil' };
const room = '/(app)/documentos/[id]/votacion';

/** Asks why, where the database gives a reason. @returns the code that is told, and what the database was asked for */
async function ask(
  code: ErrorCode,
  { reason = 'organization_suspended' as unknown, route = room, locals = {} } = {},
) {
  const rpc = vi.fn().mockResolvedValue({ data: reason });
  const error = await whyLost(new AppError(code), {
    route: { id: route },
    params: { id: 'd' },
    locals: { supabase: { rpc }, person, ...locals },
  } as unknown as Parameters<typeof whyLost>[1]);
  return [error.code, ...rpc.mock.calls.map(([, asked]) => asked as unknown)];
}

it.each(['not_found', 'not_allowed'] as const)(
  'tells who is refused with %s what they have lost',
  async (code) => {
    expect(await ask(code)).toEqual(['organization_suspended', { p_of: 'd' }]);
    expect(await ask(code, { reason: 'membership_ended' })).toEqual(['membership_ended', { p_of: 'd' }]);
    expect(await ask(code, { reason: 'party_removed' })).toEqual(['party_removed', { p_of: 'd' }]);
  },
);

it('leaves it at that where they have lost nothing, or the database has no answer', async () => {
  expect(await ask('not_found', { reason: null })).toEqual(['not_found', { p_of: 'd' }]);
  expect(await ask('not_found', { reason: 'something else' })).toEqual(['not_found', { p_of: 'd' }]);
});

it('asks nothing of what says itself why, elsewhere, and for nobody', async () => {
  expect(await ask('round_closed')).toEqual(['round_closed']);
  expect(await ask('not_found', { route: '/(auth)/entrar' })).toEqual(['not_found']);
  expect(await ask('not_found', { locals: { person: null } })).toEqual(['not_found']);
});
