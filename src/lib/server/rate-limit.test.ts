import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, type ErrorCode } from './app-error.ts';
import { attempt } from './rate-limit.ts';

vi.mock('./env.ts', () => ({ env: () => ({}) }));

/** An attempt that ends with this error of the table, or well. */
function tryIt(client: string, account: string, end?: ErrorCode, kind: 'sign-in' | 'mail' = 'sign-in') {
  return attempt(kind, { client, account }, async () => {
    if (end) throw new AppError(end);
    return 'well';
  });
}

describe('attempt', () => {
  let client = '';
  const wrong = (account: string, from = client) => expect(tryIt(from, account, 'wrong_credentials')).rejects;

  beforeEach(() => {
    client = crypto.randomUUID();
  });

  it('refuses the sixth wrong password at one account from one address, and says how long to wait', async () => {
    for (let n = 0; n < 5; n += 1) await wrong('osc@demo.test').toThrow('wrong_credentials');
    await expect(tryIt(client, ' OSC@demo.test')).rejects.toMatchObject({
      code: 'too_many_attempts',
      details: { minutes: 15 },
    });
    await expect(tryIt(client, 'osc2@demo.test')).resolves.toBe('well');
    await expect(tryIt(crypto.randomUUID(), 'osc@demo.test')).resolves.toBe('well');
  });

  it('refuses one address that tries many accounts', async () => {
    for (let n = 0; n < 60; n += 1) await wrong(`${n}.${client}`).toThrow('wrong_credentials');
    await expect(tryIt(client, `x.${client}`)).rejects.toThrow('too_many_attempts');
  });

  it('refuses many addresses that try one account', async () => {
    for (let n = 0; n < 25; n += 1) await wrong(client, `${client} ${n}`).toThrow('wrong_credentials');
    await expect(tryIt(`${client} last`, client)).rejects.toThrow('too_many_attempts');
  });

  it('counts neither successes nor outages', async () => {
    for (let n = 0; n < 8; n += 1) {
      await expect(tryIt(client, 'honest@demo.test')).resolves.toBe('well');
      await expect(tryIt(client, 'honest@demo.test', 'service_unavailable')).rejects.toThrow(
        'service_unavailable',
      );
    }
  });

  it('counts every mail, the ones that were sent too', async () => {
    for (let n = 0; n < 3; n += 1) await tryIt(client, 'flooded@demo.test', undefined, 'mail');
    await expect(tryIt(client, 'flooded@demo.test', undefined, 'mail')).rejects.toThrow('too_many_attempts');
  });

  it('lets one try again after the wait', async () => {
    vi.useFakeTimers();
    try {
      for (let n = 0; n < 5; n += 1) await wrong('later@demo.test').toThrow('wrong_credentials');
      await expect(tryIt(client, 'later@demo.test')).rejects.toThrow('too_many_attempts');
      vi.advanceTimersByTime(15 * 60_000 + 1000);
      await expect(tryIt(client, 'later@demo.test')).resolves.toBe('well');
    } finally {
      vi.useRealTimers();
    }
  });
});
