import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError, toAppError } from './app-error.ts';
import { seal } from './seal.ts';

const WINDOW_S = 15 * 60;

/**
 * How many attempts in 15 minutes: at one account from one address, at one account from anywhere, and from one address
 * at any account (an office of many people may have one address).
 */
const LIMITS = {
  'sign-in': { pair: 5, account: 25, client: 60 },
  mail: { pair: 3, account: 5, client: 20 },
  link: { pair: 20, account: 20, client: 20 },
  password: { pair: 5, account: 5, client: 60 },
} as const;

export type AttemptKind = keyof typeof LIMITS;

const limiters = Object.fromEntries(
  Object.entries(LIMITS).flatMap(([kind, limits]) =>
    Object.entries(limits).map(([scope, points]) => [
      `${kind} ${scope}`,
      new RateLimiterMemory({ keyPrefix: `${kind} ${scope}`, points, duration: WINDOW_S }),
    ]),
  ),
);

function limiter(kind: AttemptKind, scope: string): RateLimiterMemory {
  return limiters[`${kind} ${scope}`]!;
}

/** Counts an attempt against its limits. Gives what takes it back; throws `too_many_attempts` with the minutes to wait. */
async function count(kind: AttemptKind, client: string, account: string): Promise<() => Promise<void>> {
  const name = seal('account', account.trim().toLowerCase());
  const keys = Object.entries({ pair: `${client} ${name}`, account: name, client });
  const counted: [string, string][] = [];
  try {
    for (const [scope, key] of keys) {
      await limiter(kind, scope).consume(key);
      counted.push([scope, key]);
    }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new AppError('too_many_attempts', {
      minutes: Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000)),
    });
  }
  return async () => {
    await Promise.all(counted.map(([scope, key]) => limiter(kind, scope).reward(key)));
  };
}

/**
 * Makes an attempt, if the limits of this client and this account allow another one. Only what was refused counts:
 * successes and outages are taken back, mails never. Seals are kept, no address and no account name.
 * @throws `too_many_attempts` with the minutes to wait, or what the attempt throws
 */
export async function attempt<T>(
  kind: AttemptKind,
  { client, account }: { client: string; account: string },
  work: () => Promise<T>,
): Promise<T> {
  const takeBack = await count(kind, client, account);
  try {
    const result = await work();
    if (kind !== 'mail') await takeBack();
    return result;
  } catch (error) {
    if (toAppError(error).status >= 500) await takeBack();
    throw error;
  }
}
