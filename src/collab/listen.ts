import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { z } from 'zod';
import { connect } from './database.ts';

const CHANNEL = 'concierta';
const BEAT_MS = 1_000;
/** Whoever has not heard anything for so long may have missed a revocation, which must take effect within five seconds. */
const DEAF_MS = 2_500;
/** How long a new connection gets. */
const REOPEN_MS = 5_000;

const id = z.string().nullish();

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('materialise'), document: z.string() }),
  z.object({
    kind: z.literal('discussion'),
    document: z.string(),
    audience: z.string(),
    person: id,
    people: z.array(z.string()).nullish(),
  }),
  z.object({ kind: z.literal('document'), document: z.string() }),
  z.object({ kind: z.literal('access'), document: id, person: id }),
  z.object({ kind: z.literal('signed_out'), person: z.string(), session: id }),
  z.object({ kind: z.literal('beat'), from: z.string() }),
]);

/** What the database says on its channel. */
export type Message = Exclude<z.infer<typeof message>, { kind: 'beat' }>;

interface Ears {
  heard: (message: Message) => void;
  /** Listening began, or began again: what was said meanwhile was missed. */
  listening: () => void;
  log: Logger;
}

/**
 * Listens to the database's channel and knows when it does not: it says something to itself every second, and a
 * connection that no longer hears it (a restart, a half-open network, a pooler in between) is replaced.
 */
export function listen(databaseUrl: string, { heard, listening, log }: Ears) {
  const self = randomUUID();
  let sql: Sql | null = null;
  let lastBeat = -Infinity;
  let stopped = false;

  function receive(payload: string): void {
    let parsed;
    try {
      parsed = message.safeParse(JSON.parse(payload));
    } catch {
      parsed = null;
    }
    if (!parsed?.success) {
      log.warn('a message on the channel cannot be read');
    } else if (parsed.data.kind !== 'beat') {
      heard(parsed.data);
    } else if (parsed.data.from === self) {
      lastBeat = performance.now();
    }
  }

  const alive = () => performance.now() - lastBeat < DEAF_MS;

  async function open(): Promise<void> {
    const mine = connect(databaseUrl, 1);
    const old = sql;
    sql = mine;
    void old?.end({ timeout: 0 }).catch(() => {});
    // The client listens again by itself when its connection breaks; each time something may have been missed.
    await mine.listen(CHANNEL, receive, () => {
      if (sql === mine) listening();
      beat().catch(() => {});
    });
  }

  async function beat(): Promise<void> {
    await sql?.notify(CHANNEL, JSON.stringify({ kind: 'beat', from: self }));
  }

  let opening: Promise<void> | null = null;
  let openedAt = -Infinity;

  function tend(): void {
    if (stopped) return;
    if (!alive() && performance.now() - openedAt > REOPEN_MS) {
      if (lastBeat > -Infinity) log.warn('the database channel is silent; listening again');
      openedAt = performance.now();
      opening = open();
      opening.catch((error: unknown) => log.warn({ err: error }, 'cannot listen yet'));
      return;
    }
    beat().catch(() => {});
  }

  tend();
  const timer = setInterval(tend, BEAT_MS);

  return {
    alive,
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await opening?.catch(() => {});
      await sql?.end({ timeout: 1 }).catch(() => {});
    },
  };
}

export type Listener = ReturnType<typeof listen>;
