import { afterEach, expect, it, vi } from 'vitest';
import { checkHealth } from './check-health.ts';

vi.mock('./env.ts', () => ({
  env: () => ({ SUPABASE_URL: 'http://127.0.0.1:1', SUPABASE_PUBLISHABLE_KEY: 'key' }),
}));

/** Auth and REST answer with these statuses; nothing answers where there is none. */
function answering(auth: number | null, rest: number | null): void {
  vi.stubGlobal('fetch', async (url: URL) => {
    const status = url.pathname.startsWith('/auth/') ? auth : rest;
    if (status === null) throw new TypeError('fetch failed');
    return new Response(null, { status });
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  globalThis.__concierta = undefined;
});

it('names every part of a system in one process', async () => {
  answering(200, 204);
  globalThis.__concierta = { collab: () => 'ok', worker: () => 'ok' };
  const parts = { web: 'ok', auth: 'ok', rest: 'ok', database: 'ok', collab: 'ok', worker: 'ok' };
  expect(await checkHealth()).toEqual({ status: 'ok', parts });
});

it.each([
  ['Auth does not answer', null, 204, 'down', { auth: 'down' }],
  ['REST does not answer', 200, null, 'down', { rest: 'down', database: 'down' }],
  ['there is no REST at that address', 200, 404, 'down', { rest: 'down', database: 'down' }],
  ['REST refuses the key', 200, 401, 'down', { rest: 'down', database: 'down' }],
  ['the database does not answer REST', 200, 503, 'down', { rest: 'ok', database: 'down' }],
] as const)('says so when %s', async (_what, auth, rest, status, parts) => {
  answering(auth, rest);
  expect(await checkHealth()).toMatchObject({ status, parts });
});

it('tells a part that is unwell from one that runs elsewhere', async () => {
  answering(200, 204);
  globalThis.__concierta = { worker: () => 'degraded' };
  expect(await checkHealth()).toMatchObject({
    status: 'degraded',
    parts: { collab: 'elsewhere', worker: 'degraded' },
  });
});
