import { beforeEach, describe, expect, it, vi } from 'vitest';
import { countAttempt } from './rate-limit.ts';

async function attempts(count: number, client: string, account: (n: number) => string) {
  for (let n = 0; n < count; n += 1) await countAttempt('sign-in', client, account(n));
}

vi.mock('./env.ts', () => ({ env: () => ({}) }));

describe('countAttempt', () => {
  let client = '';
  beforeEach(() => {
    client = crypto.randomUUID();
  });

  it('refuses the sixth wrong password at one account from one address, and says how long to wait', async () => {
    await attempts(5, client, () => 'osc@demo.test');
    await expect(countAttempt('sign-in', client, ' OSC@demo.test')).rejects.toMatchObject({
      code: 'too_many_attempts',
      details: { minutes: 15 },
    });
    await expect(countAttempt('sign-in', client, 'osc2@demo.test')).resolves.toBeTypeOf('function');
    await expect(countAttempt('sign-in', crypto.randomUUID(), 'osc@demo.test')).resolves.toBeTypeOf(
      'function',
    );
  });

  it('refuses one address that tries many accounts', async () => {
    await attempts(60, client, (n) => `${n}.${client}@demo.test`);
    await expect(countAttempt('sign-in', client, `x.${client}@demo.test`)).rejects.toThrow(
      'too_many_attempts',
    );
  });

  it('refuses many addresses that try one account', async () => {
    for (let n = 0; n < 25; n += 1) await countAttempt('sign-in', `${client} ${n}`, client);
    await expect(countAttempt('sign-in', `${client} last`, client)).rejects.toThrow('too_many_attempts');
  });

  it('does not count what turned out to be honest', async () => {
    for (let n = 0; n < 12; n += 1) {
      const takeBack = await countAttempt('sign-in', client, 'honest@demo.test');
      await takeBack();
    }
    await expect(countAttempt('sign-in', client, 'honest@demo.test')).resolves.toBeTypeOf('function');
  });

  it('lets one try again after the wait', async () => {
    vi.useFakeTimers();
    try {
      await attempts(5, client, () => 'later@demo.test');
      await expect(countAttempt('sign-in', client, 'later@demo.test')).rejects.toThrow('too_many_attempts');
      vi.advanceTimersByTime(15 * 60_000 + 1000);
      await expect(countAttempt('sign-in', client, 'later@demo.test')).resolves.toBeTypeOf('function');
    } finally {
      vi.useRealTimers();
    }
  });
});
