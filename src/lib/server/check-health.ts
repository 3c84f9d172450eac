import { env } from './env.ts';

export type PartState = 'ok' | 'degraded' | 'down';

export interface Health {
  status: PartState;
  /** `elsewhere`: another program runs this part; ask that one. */
  parts: Record<'web' | 'auth' | 'rest' | 'database', PartState> &
    Record<'collab' | 'worker', PartState | 'elsewhere'>;
}

const TIMEOUT_MS = 2000;
const SLOW_MS = 1000;

/** How REST answers for a database that it cannot reach, or that refuses it. */
const DATABASE_GONE = new Set([500, 503, 504]);

/** The status of an answer and how slow it was, or null when none came in time. */
async function ask(path: string, init?: RequestInit): Promise<{ status: number; slow: boolean } | null> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  const start = performance.now();
  try {
    const response = await fetch(new URL(path, SUPABASE_URL), {
      ...init,
      headers: { apikey: SUPABASE_PUBLISHABLE_KEY, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return { status: response.status, slow: performance.now() - start > SLOW_MS };
  } catch {
    return null;
  }
}

function stateOf(
  answer: { status: number; slow: boolean } | null,
  isUp: (status: number) => boolean,
): PartState {
  if (!answer || !isUp(answer.status)) return 'down';
  return answer.slow ? 'degraded' : 'ok';
}

/** Asks every part whether it answers. A part that is down makes the whole down; a slow one makes it degraded. */
export async function checkHealth(): Promise<Health> {
  const { collab, worker } = globalThis.__concierta ?? {};
  const [auth, ping] = await Promise.all([
    ask('/auth/v1/health'),
    ask('/rest/v1/rpc/ping', { method: 'POST', body: '{}' }),
  ]);
  const parts: Health['parts'] = {
    web: 'ok',
    auth: stateOf(auth, (status) => status === 200),
    // REST that says that the database does not answer is up; the database is up when the whole way works.
    rest: stateOf(ping, (status) => status < 300 || DATABASE_GONE.has(status)),
    database: stateOf(ping, (status) => status < 300),
    collab: collab?.() ?? 'elsewhere',
    worker: worker?.() ?? 'elsewhere',
  };
  const states = Object.values(parts);
  const status = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok';
  return { status, parts };
}
