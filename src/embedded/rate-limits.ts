import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const MINUTE = 60;

/**
 * Attempts allowed, per client address and per e-mail. An attempt that succeeds is given back, so whole offices behind
 * one address do not run into a limit that is meant for guessing. In memory: addresses are kept as long as a limit lasts.
 */
const LIMITS = {
  /**
   * Passwords, links and codes: guessing. Above what the web allows for one account from anywhere
   * (src/lib/server/rate-limit.ts): fewer would let two strangers shut its owner out.
   */
  proof: { byAddress: { points: 60, duration: 5 * MINUTE }, byEmail: { points: 30, duration: 15 * MINUTE } },
  /** Whatever sends a mail: flooding somebody's mailbox. Never given back. */
  mail: { byAddress: { points: 30, duration: 15 * MINUTE }, byEmail: { points: 6, duration: 15 * MINUTE } },
  /** Renewing a session; a page does it once an hour. */
  renewal: { byAddress: { points: 1200, duration: 5 * MINUTE }, byEmail: undefined },
} as const;

/** What an attempt is counted as. */
export type LimitKind = keyof typeof LIMITS;

/** An attempt that was counted. Settle it once its outcome is known. */
export type Attempt =
  | { allowed: true; settle: (succeeded: boolean) => Promise<void> }
  | { allowed: false; retryAfterSeconds: number };

/** Counts attempts for one gateway. */
export class RateLimits {
  #limiters = new Map(
    Object.entries(LIMITS).map(([kind, { byAddress, byEmail }]) => [
      kind,
      { byAddress: new RateLimiterMemory(byAddress), byEmail: byEmail && new RateLimiterMemory(byEmail) },
    ]),
  );

  /** Counts an attempt from a client, for an e-mail address when the request names one. */
  async attempt(kind: LimitKind, client: string, email: string | undefined): Promise<Attempt> {
    const { byAddress, byEmail } = this.#limiters.get(kind)!;
    const counted: { limiter: RateLimiterMemory; key: string }[] = [];
    for (const { limiter, key } of [
      { limiter: byAddress, key: client },
      { limiter: byEmail, key: email?.trim().toLowerCase() },
    ]) {
      if (!limiter || !key) continue;
      try {
        await limiter.consume(key);
        counted.push({ limiter, key });
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
      }
    }
    return {
      allowed: true,
      settle: async (succeeded) => {
        if (!succeeded || kind === 'mail') return;
        await Promise.all(counted.map(({ limiter, key }) => limiter.reward(key)));
      },
    };
  }
}
