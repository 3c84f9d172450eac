import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';

const CHANNEL = 'concierta:collab';
const BEAT_MS = 1_000;
const DEAF_MS = 4_000;
/** Redis is given up and connected to anew when it has not been heard for so long. */
const GIVEN_UP_MS = 20_000;
/** What Redis has not confirmed yet, at most: what is told beyond that is not worth keeping. */
const OUTSTANDING = 256;

const person = z.object({
  personId: z.string(),
  name: z.string(),
  organization: z.string(),
  sector: z.string(),
  chapterId: z.string(),
});

const news = z.discriminatedUnion('kind', [
  /** A chapter's log has grown up to this entry. */
  z.object({ kind: z.literal('grown'), chapter: z.string(), head: z.number() }),
  /** Carets in a chapter: y-protocols' awareness update, base64. */
  z.object({ kind: z.literal('carets'), chapter: z.string(), update: z.string() }),
  /** A chapter has just been opened here: who has carets in it? */
  z.object({ kind: z.literal('opened'), chapter: z.string() }),
  /** Everybody who has a chapter of this document open at the instance that says so. */
  z.object({ kind: z.literal('present'), document: z.string(), people: z.array(person) }),
]);

/** A server speaks to itself now and then: what it does not hear any more, others do not either. */
const beat = z.object({ kind: z.literal('beat') });
const message = z.object({ from: z.string(), news: z.union([news, beat]) });

/** What collaboration servers tell each other. The text itself never goes this way: it is read from the log. */
export type News = z.infer<typeof news>;

export interface Bus {
  tell(news: News): void;
  /** False while nobody can be told anything. */
  alive(): boolean;
  stop(): void;
}

/** One server alone has nobody to tell. */
export const noBus: Bus = { tell: () => {}, alive: () => true, stop: () => {} };

/**
 * The way between several collaboration servers: Redis, publish and subscribe. It may lose messages, hang or be gone;
 * then carets stand still and texts arrive a little later (converge.ts), and nothing else happens. Nobody waits for it.
 */
export function redisBus(url: string, heard: (from: string, news: News) => void, log: Logger): Bus {
  const self = randomUUID();
  const options = {
    // Never kept for later: what was not told now is stale.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt: number) => Math.min(100 * attempt, 1_000),
  };
  const out = new Redis(url, options);
  const ear = new Redis(url, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null });
  let told = false;
  for (const client of [out, ear]) {
    client.on('error', (error: Error) => {
      if (!told) log.warn({ err: error }, 'other collaboration servers cannot be reached');
      told = true;
    });
    client.on('ready', () => (told = false));
  }
  ear.subscribe(CHANNEL).catch(() => undefined);
  let outstanding = 0;
  let lastBeat = -Infinity;
  let connectedAt = performance.now();

  function publish(said: News | { kind: 'beat' }): void {
    // A Redis that hangs keeps its connection: whatever was told to it meanwhile would pile up here.
    if (out.status !== 'ready' || outstanding >= OUTSTANDING) return;
    outstanding += 1;
    out
      .publish(CHANNEL, JSON.stringify({ from: self, news: said }))
      .catch(() => undefined)
      .finally(() => (outstanding -= 1));
  }

  const heart = setInterval(() => {
    publish({ kind: 'beat' });
    if (performance.now() - Math.max(lastBeat, connectedAt) < GIVEN_UP_MS) return;
    connectedAt = performance.now();
    for (const client of [out, ear]) if (client.status === 'ready') client.disconnect(true);
  }, BEAT_MS);
  heart.unref();
  out.on('ready', () => publish({ kind: 'beat' }));
  ear.on('ready', () => publish({ kind: 'beat' }));
  ear.on('message', (_channel: string, text: string) => {
    try {
      const { from, news: said } = message.parse(JSON.parse(text));
      if (from === self) lastBeat = performance.now();
      else if (said.kind !== 'beat') heard(from, said);
    } catch (error) {
      log.warn({ err: error }, 'a message between servers could not be read');
    }
  });

  return {
    tell: publish,
    alive: () => out.status === 'ready' && ear.status === 'ready' && performance.now() - lastBeat < DEAF_MS,
    stop() {
      clearInterval(heart);
      out.disconnect();
      ear.disconnect();
    },
  };
}
