import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Gateway, openGateway } from './gateway.ts';

const KEY = 'sb_publishable_test';
let gateway: Gateway;
let seen: Request[] = [];

async function open(
  answer: (request: Request) => Response = () => Response.json({ ok: true }),
  failures: unknown[] = [],
): Promise<void> {
  seen = [];
  gateway = await openGateway({
    publishableKey: KEY,
    fetch: async (request) => {
      seen.push(request);
      return answer(request);
    },
    onFailure: (failure) => failures.push(failure),
  });
}
afterEach(() => gateway.close());

const call = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  fetch(gateway.url + path, { ...init, headers: { apikey: KEY, ...init.headers } });
const signIn = (email: string, client: string) =>
  call('/auth/v1/token?grant_type=password', {
    method: 'POST',
    body: JSON.stringify({ email, password: 'x' }),
    headers: { 'x-concierta-client': client },
  });

describe('the gateway', () => {
  test('lets a password be changed, and no e-mail address', async () => {
    await open();
    const change = (body: string) => call('/auth/v1/user', { method: 'PUT', body });
    for (const body of [
      '{"email": "otra@oaxaca.example"}',
      '{"password": "x", "email": null}',
      '\ufeff{"email": "otra@oaxaca.example"}',
      '{"phone": "+525500000000"}',
      '{"email": "otra@oaxaca.example"',
    ]) {
      expect((await change(body)).status).toBe(403);
    }
    expect(seen).toHaveLength(0);
    expect((await change('{"password": "x"}')).status).toBe(200);
    expect(seen).toHaveLength(1);
  });

  test('lets only sign-in by e-mail and REST on tables and functions through', async () => {
    await open();
    const open_ = [
      'GET /rest/v1/books',
      'POST /rest/v1/rpc/ping',
      'POST /auth/v1/token',
      'GET /auth/v1/user',
      'GET /auth/v1/.well-known/jwks.json',
    ];
    const closed = [
      ...[
        'GET /_system/info',
        'GET /',
        'GET /rest/v1/',
        'GET /rest/v1',
        'GET /storage/v1/bucket',
        'GET /pg/x',
        'PUT /rest/v1/books',
      ],
      ...[
        'GET /auth/v1/authorize',
        'GET /auth/v1/callback',
        'GET /auth/v1/verify',
        'GET /auth/v1/admin/users',
        'POST /auth/v1/magiclink',
        'POST /auth/v1/signup',
        'GET /auth/v1/token',
      ],
      ...[
        'GET /rest/v1/a/../../../_system/info',
        'GET /rest/v1/rpc/x/y',
        'GET /rest/v1/%2e%2e',
        'GET /auth/v1/constructor',
        'GET //_system/info',
      ],
    ];
    const statuses = async (list: string[]) =>
      Promise.all(
        list.map(
          async (line) =>
            `${line}: ${(await call(line.split(' ')[1]!, { method: line.split(' ')[0]! })).status}`,
        ),
      );
    expect(await statuses(open_)).toEqual(open_.map((line) => `${line}: 200`));
    expect(await statuses(closed)).toEqual(closed.map((line) => `${line}: 404`));
    expect(seen).toHaveLength(open_.length);
  });

  test('asks for the publishable key, in the header', async () => {
    await open();
    for (const headers of [{}, { apikey: 'other' }, { authorization: `Bearer ${KEY}` }] as Record<
      string,
      string
    >[]) {
      expect((await fetch(`${gateway.url}/rest/v1/books`, { headers })).status).toBe(401);
    }
    expect((await fetch(`${gateway.url}/rest/v1/books?apikey=${KEY}`)).status).toBe(401);
    expect(seen).toHaveLength(0);
  });

  test('passes neither a choice of schema nor cookies nor other headers on', async () => {
    await open();
    await call('/rest/v1/books', {
      headers: {
        'accept-profile': 'auth',
        'content-profile': 'auth',
        cookie: 'a=b',
        'x-forwarded-for': '1.2.3.4',
        prefer: 'count=exact',
      },
    });
    expect(Object.fromEntries(seen[0]!.headers)).toMatchObject({ prefer: 'count=exact', apikey: KEY });
    for (const name of ['accept-profile', 'content-profile', 'cookie', 'x-forwarded-for'])
      expect(seen[0]!.headers.has(name)).toBe(false);
  });

  test('refuses bodies that are too large, announced or not', async () => {
    await open();
    const large = 'x'.repeat(70_000);
    expect((await call('/auth/v1/otp', { method: 'POST', body: large })).status).toBe(413);
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        `${gateway.url}/auth/v1/otp`,
        { method: 'POST', headers: { apikey: KEY, 'transfer-encoding': 'chunked' } },
        (response) => resolve(response.statusCode!),
      );
      request.on('error', reject);
      request.end(large);
    });
    expect(status).toBe(413);
    expect((await call('/rest/v1/rpc/import', { method: 'POST', body: large })).status).toBe(200);
    expect(seen).toHaveLength(1);
  });

  test('stops guessing passwords of one account, whoever asks, and says for how long', async () => {
    await open(() => Response.json({}, { status: 400 }));
    const statuses: number[] = [];
    for (let index = 0; index < 32; index += 1)
      statuses.push((await signIn('A@demo.test ', `client ${index}`)).status);
    expect(statuses).toEqual([...Array<number>(30).fill(400), 429, 429]);
    const refused = await signIn('a@demo.test', 'another');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(await refused.json()).toMatchObject({ code: 429, error_code: 'over_request_rate_limit' });
    expect((await signIn('b@demo.test', 'another')).status).toBe(400);
  });

  test('stops guessing by one client over many accounts and links, and not the others', async () => {
    await open(() => Response.json({}, { status: 403 }));
    const statuses: number[] = [];
    for (let index = 0; index < 61; index += 1) {
      const body = JSON.stringify({ token_hash: `guess ${index}`, type: 'magiclink' });
      statuses.push(
        (await call('/auth/v1/verify', { method: 'POST', body, headers: { 'x-concierta-client': 'one' } }))
          .status,
      );
    }
    expect(statuses).toEqual([...Array<number>(60).fill(403), 429]);
    expect((await signIn('c@demo.test', 'two')).status).toBe(403);
  });

  test('does not count sign-ins that succeed', async () => {
    await open();
    for (let index = 0; index < 80; index += 1)
      expect((await signIn('a@demo.test', 'an office')).status).toBe(200);
  });

  test('limits the mails to one address, also those that are sent', async () => {
    await open();
    const statuses: number[] = [];
    for (const path of ['otp', 'recover', 'otp', 'resend', 'recover', 'otp', 'otp']) {
      const response = await call(`/auth/v1/${path}`, {
        method: 'POST',
        body: JSON.stringify({ email: 'a@demo.test' }),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });

  test('a failure behind it becomes an answer and a report without anything personal', async () => {
    const failures: object[] = [];
    await open(() => {
      throw new Error('boom');
    }, failures);
    const response = await call('/rest/v1/people?email=eq.a@demo.test');
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'The gateway failed' });
    expect(failures).toEqual([
      { method: 'GET', path: '/rest/v1/people', status: 500, error: expect.any(Error) },
    ]);
  });

  test('says in one sentence that its port is taken', async () => {
    await open();
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    );
    await expect(
      openGateway({ publishableKey: KEY, fetch: async () => new Response(), port }),
    ).rejects.toThrow(`cannot listen on port ${port} (EADDRINUSE)`);
    taken.close();
  });
});
