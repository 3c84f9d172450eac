import postgres from 'postgres';
import type { Logger } from 'pino';

const SWEEP_EVERY = 5 * 60_000;

/** A running worker. It is degraded while its last sweep failed: nothing is lost, things only stay longer. */
type Worker = { health: () => 'ok' | 'degraded'; stop: () => Promise<void> };

/**
 * The background program: removes expired tickets and forgets the addresses of expired invitations, now and
 * every five minutes.
 */
export function startWorker(databaseUrl: string, log: Logger): Worker {
  let state: 'ok' | 'degraded' = 'ok';
  const sql = postgres(databaseUrl, { max: 1, idle_timeout: 20, onnotice: () => {} });
  const sweep = async (): Promise<void> => {
    try {
      await sql`select collab.sweep()`;
      await sql`select collab.forget_expired_invitations()`;
      state = 'ok';
      log.debug('expired tickets removed, addresses of expired invitations forgotten');
    } catch (error) {
      state = 'degraded';
      log.error({ err: error }, 'the sweep failed and is tried again later');
    }
  };
  void sweep();
  const timer = setInterval(() => void sweep(), SWEEP_EVERY);
  return {
    health: () => state,
    stop: async () => {
      clearInterval(timer);
      await sql.end({ timeout: 1 });
    },
  };
}
