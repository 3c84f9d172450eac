import type { RequestEvent } from '@sveltejs/kit';
import { expect, it, vi } from 'vitest';
import { handleBodySize, isSmallEnough, sizeRefusal } from './handle-body-size.ts';

let event: RequestEvent;
vi.mock('$app/server', () => ({ getRequestEvent: () => event }));

const IMPORT = '/(app)/documentos/[id]/importar';
const FORM = '/(auth)/entrar';
const MIB = 1024 * 1024;

it.each([
  ['a form', FORM, false, MIB, true],
  ['a large form', FORM, false, MIB + 1, false],
  ['a large form of a person', '/(app)/cuenta', true, MIB + 1, false],
  ['a form that does not say how large it is', FORM, false, null, false],
  ['a Word file of a person', IMPORT, true, 20 * MIB, true],
  ['a Word file of a stranger', IMPORT, false, 20 * MIB, false],
  ['a large body for no page at all', null, false, MIB + 1, false],
])('%s', (_what, route, signedIn, length, expected) => {
  const headers = length === null ? undefined : { 'content-length': String(length) };
  const request = new Request('http://x/', { method: 'POST', body: 'x', headers });
  expect(isSmallEnough(request, route, signedIn)).toBe(expected);
});

it('lets requests without a body pass', () => {
  expect(isSmallEnough(new Request('http://x/'), FORM, false)).toBe(true);
  expect(isSmallEnough(new Request('http://x/', { method: 'POST' }), FORM, false)).toBe(true);
});

it.each([
  ['a comment', '/(app)/documentos/[id]/(conversacion)/hilos', true, 413, 'form_too_large'],
  ['a form for no page at all', null, false, 413, 'form_too_large'],
  ['a file of whose sender nobody knows', IMPORT, false, 401, 'not_signed_in'],
])('says of %s that is too large what it was', (_what, id, signedIn, status, code) => {
  const headers = { 'content-length': String(20 * MIB) };
  event = {
    request: new Request('http://x/', { method: 'POST', body: 'x', headers }),
    route: { id },
    locals: { requestId: 'r-1', log: { debug: vi.fn() }, person: signedIn ? {} : null, session: 'none' },
  } as unknown as RequestEvent;
  const resolve = vi.fn();
  expect(() => handleBodySize({ event, resolve })).toThrow(
    expect.objectContaining({ status, body: expect.objectContaining({ code }) }),
  );
  expect(resolve).not.toHaveBeenCalled();
});

it('keeps the words about a file for where one is sent', () => {
  expect([sizeRefusal(IMPORT), sizeRefusal(FORM), sizeRefusal(null)]).toEqual([
    'file_too_large',
    'form_too_large',
    'form_too_large',
  ]);
});
