import { afterEach, expect, it, vi } from 'vitest';
import { OWN_ANSWER } from '#lib/domain/own-answer.ts';
import { requestTicket } from './request-ticket.ts';

afterEach(() => void vi.unstubAllGlobals());

const ask = (status: number, isOwn: boolean) => {
  const headers: [string, string][] = isOwn ? [[...OWN_ANSWER]] : [];
  vi.stubGlobal('fetch', async () => Response.json({ ticket: 'un pase', person: 'p' }, { status, headers }));
  return requestTicket({ documentPath: '/documentos/x', chapterId: 'c', personId: 'p' });
};

it.each([
  [401, 'not_signed_in'],
  [403, 'access_lost'],
  [404, 'access_lost'],
  [409, 'another_person'],
  [410, 'chapter_removed'],
  [423, 'organization_suspended'],
])('stops at the server’s own %i, and at nobody else’s', async (status, stopped) => {
  expect(await ask(status, true)).toEqual({ stopped });
  expect(await ask(status, false)).toEqual({ stopped: null });
});

it('takes a pass from the server alone', async () => {
  expect(await ask(200, true)).toBe('un pase');
  expect(await ask(200, false)).toEqual({ stopped: null });
});
