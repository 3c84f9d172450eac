import { expect, it, vi } from 'vitest';
import { isSmallEnough } from './handle-body-size.ts';

vi.mock('$app/server', () => ({ getRequestEvent: vi.fn() }));

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
