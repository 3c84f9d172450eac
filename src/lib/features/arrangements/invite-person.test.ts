import { expect, test, vi } from 'vitest';
import { invitePerson } from './invite-person.server.ts';

vi.mock('#lib/server/supabase.ts', () => ({ createStrangerClient: () => ({ auth: {} }) }));

const ARRANGEMENT = '0190f000-0000-4000-8000-000000000001';
const ORGANIZATION = '0190f000-0000-4000-8000-000000000002';
const NAMES_UNREAD = { data: null, error: { code: '', message: 'fetch failed', details: '' } };

function inviting({ refused }: { refused?: string }) {
  const error = refused && { code: 'PT403', message: refused, details: '' };
  const names = { select: () => names, eq: () => names, maybeSingle: () => Promise.resolve(NAMES_UNREAD) };
  const supabase = { rpc: () => Promise.resolve({ data: null, error: error ?? null }), from: () => names };
  const warn = vi.fn();
  const event = { locals: { supabase, log: { warn } } };
  const form = new FormData();
  form.set('organization', ORGANIZATION);
  form.set('email', 'nueva@organizacion.test');
  const answer = invitePerson(event as unknown as Parameters<typeof invitePerson>[0], ARRANGEMENT, form);
  return { answer, warn };
}

test('an invitation that stands is not called refused because its mail could not be written', async () => {
  const { answer, warn } = inviting({});
  expect(await answer).toEqual({ email: 'nueva@organizacion.test', mailed: false });
  const err = expect.objectContaining({ code: 'service_unavailable' }) as unknown;
  expect(warn.mock.calls).toEqual([[{ err }, 'an invitation was written and not mailed']]);
});

test('one that is refused is', async () => {
  const { answer, warn } = inviting({ refused: 'inviting_oneself' });
  await expect(answer).rejects.toMatchObject({ code: 'inviting_oneself' });
  expect(warn).not.toHaveBeenCalled();
});
