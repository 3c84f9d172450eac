import { isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { expect, it, vi } from 'vitest';
import { handleOrigin, isOwnOrigin } from './handle-origin.ts';

let event: RequestEvent;
vi.mock('$app/server', () => ({ getRequestEvent: () => event }));

const ORIGIN = 'http://localhost:3000';

it.each([
  [{ origin: 'https://concierta.test' }, true],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'null' }, false],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, false],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{}, false],
])('%j', (headers, expected) => {
  const request = new Request('https://concierta.test/x', {
    method: 'POST',
    headers: headers as HeadersInit,
  });
  expect(isOwnOrigin(request, 'https://concierta.test')).toBe(expected);
});

/** What becomes of a request: the status of its answer, or where it is led. */
async function ask(method: string, headers: Record<string, string>): Promise<number | string> {
  const log = { debug: vi.fn(), warn: vi.fn(), error: vi.fn() };
  event = {
    request: new Request(`${ORIGIN}/cuenta?a=1`, { method, headers }),
    url: new URL(`${ORIGIN}/cuenta?a=1`),
    route: { id: '/(app)/cuenta' },
    locals: { requestId: 'r-1', log, person: null, session: 'none' },
  } as unknown as RequestEvent;
  try {
    return (await handleOrigin({ event, resolve: () => new Response('reached') })).status;
  } catch (thrown) {
    if (isRedirect(thrown)) return thrown.location;
    if (!isHttpError(thrown)) throw thrown;
    expect(thrown.body).toMatchObject({ code: 'foreign_origin', requestId: 'r-1' });
    return thrown.status;
  }
}

const TYPES = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/json',
  '',
];

it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
  'refuses every %s from elsewhere, whatever it is',
  async (method) => {
    for (const type of TYPES) {
      const headers: Record<string, string> = type ? { 'content-type': type } : {};
      expect(await ask(method, { ...headers, origin: 'http://127.0.0.1:3000' }), type).toBe(403);
      expect(await ask(method, headers), type).toBe(403);
      expect(await ask(method, { ...headers, origin: ORIGIN }), type).toBe(200);
    }
  },
);

it.each([
  ['127.0.0.1:3000', `${ORIGIN}/cuenta?a=1`],
  ['[::1]:3000', `${ORIGIN}/cuenta?a=1`],
  ['localhost:3000', 200],
  ['127.0.0.1:4000', 200],
  ['evil.example:3000', 200],
  ['127.0.0.1.evil.example:3000', 200],
  ['', 200],
])('a page opened at "%s" is led to %s', async (host, expected) => {
  expect(await ask('GET', { host, accept: 'text/html,*/*' })).toBe(expected);
  expect(await ask('GET', { host, accept: '*/*' })).toBe(200);
});
