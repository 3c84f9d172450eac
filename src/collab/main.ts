import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hocuspocus } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { appendLog } from './append-log.ts';
import { type Bus, type News, noBus, redisBus } from './bus.ts';
import { carets } from './carets.ts';
import { convergence } from './converge.ts';
import { collabDatabase, connect } from './database.ts';
import { expiry as expiries } from './expiry.ts';
import { hearing } from './hear.ts';
import { historyRows } from './history-rows.ts';
import { hooks } from './hooks.ts';
import { httpDoor } from './http-door.ts';
import { limits as usual, type Limits } from './limits.ts';
import { joining } from './join.ts';
import { retelling } from './lately.ts';
import { lines } from './lines.ts';
import { listen } from './listen.ts';
import { chapterLoader } from './load.ts';
import { materialiser } from './materialise.ts';
import { type From, networkOf } from './network.ts';
import type { SocketContext } from './participant.ts';
import { presence as presences } from './presence.ts';
import { keepRefusalsOffTheConsole } from './quiet.ts';
import { reauthorization } from './reauthorize.ts';
import { scribe as scribes } from './scribe.ts';
import { Sockets } from './sockets.ts';
import { upgrades } from './upgrade.ts';

export interface CollabOptions {
  /** Signs in as the role `collab`; a session of its own per connection (no pooler in transaction mode). */
  databaseUrl: string;
  /** Origins of the pages that may open a socket, such as `https://concierta.example`. */
  allowedOrigins: readonly string[];
  log: Logger;
  /** Redis, when several of these servers work together (docs/adr/0010-several-servers.md). */
  redisUrl?: string | undefined;
  /** The address of whoever asks, where proxies stand in front; what the connection itself says when left out. */
  clientAddress?: (peer: string, forwardedFor: string | null) => string;
  limits?: Partial<Limits>;
}

/** How the collaboration server is; times in milliseconds. */
export interface CollabHealth {
  state: 'ok' | 'degraded' | 'down';
  sockets: number;
  documents: number;
  listening: boolean;
  commit: { last: number | null; p50: number | null; p95: number | null };
}

export interface Collab {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers the requests below `HTTP_PATH`, for networks that let no WebSocket through. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  health(): CollabHealth;
  /** Stores what is under way, writes texts down and closes everything; five seconds at most. */
  stop(): Promise<void>;
}

const SWEEP_WHEN_DEAF_MS = 1_000;
const SWEEPS_BETWEEN = 60;
const LEFT_BEHIND_MS = 5 * 60_000;
/** Connections that write; each chapter whose commit is held up takes one, for `appendMs` at most. */
const WRITING = 10;
/** Deaf for so long, the database is not only slow to be found again: it is gone, and nothing can be stored. */
const GONE_MS = 15_000;

const within = (ms: number, work: Promise<unknown>) =>
  Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms).unref())]);

async function until(done: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Starts the collaboration server. It opens no port: hand it the upgrade requests of `COLLAB_PATH`. */
export function startCollab({
  databaseUrl,
  allowedOrigins,
  log,
  redisUrl,
  clientAddress = (peer) => peer,
  limits: own,
}: CollabOptions): Collab {
  keepRefusalsOffTheConsole();
  const limits = { ...usual, ...own };
  const from: From = (peer, forwardedFor) => networkOf(clientAddress(peer ?? '', forwardedFor));
  const writing = connect(databaseUrl, WRITING, { statementMs: limits.appendMs, lockMs: limits.appendMs });
  const database = collabDatabase(connect(databaseUrl), writing);
  const sockets = new Sockets();
  const expiry = expiries();
  const bus: Bus = redisUrl ? redisBus(redisUrl, heardFromServers, log) : noBus;
  const presence = presences(sockets, bus);
  const appends = appendLog(database, limits.appendMs);
  const loader = chapterLoader(database, log);
  const scribe = scribes({ databaseUrl, limits, died: () => void materialise.leftBehind(), log });
  const histories = historyRows(database.sql);
  const materialise = materialiser({ scribe, database, histories, limits, log });
  const reauthorize = reauthorization(database, sockets, log);
  const retell = retelling(sockets);

  const shown = carets(bus, () => hocuspocus.documents);
  const converge = redisUrl ? convergence(loader.live, database, log) : null;

  function heardFromServers(from: string, news: News): void {
    if (news.kind === 'grown') converge?.grown(news.chapter, news.head);
    else if (news.kind === 'present') presence.heard(from, news.document, news.people);
    else shown.heard(news);
  }

  const hocuspocus: Hocuspocus<SocketContext> = new Hocuspocus<SocketContext>(
    hooks({
      hocuspocus: () => hocuspocus,
      database,
      sockets,
      reauthorize,
      retell,
      expiry,
      presence,
      appends,
      loader,
      materialise,
      bus,
      carets: shown,
      limits,
      log,
    }),
  );
  const join = joining(loader.live, log);
  const openLine = lines({ hocuspocus, sockets, join, limits, gone: expiry.forget, log });
  const door = upgrades({ openLine, sockets, allowedOrigins, from, limits, log });
  const httpWay = httpDoor({ openLine, sockets, allowedOrigins, from, limits, log });

  let sweeping = false;
  const everybody = () => {
    sweeping = true;
    void reauthorize.those(() => true).finally(() => (sweeping = false));
  };
  const listener = listen(databaseUrl, {
    heard: hearing({ retell, materialise, reauthorize, log }),
    listening: () => {
      everybody();
      // Pages that were told something while nothing was heard show what was, and nobody says it again.
      if (sockets.size) retell.missed();
    },
    log,
  });
  let sweeps = 0;
  let heardAt = performance.now();
  const sweeper = setInterval(() => {
    sweeps += 1;
    if (listener.alive()) heardAt = performance.now();
    if (!sweeping && (!listener.alive() || sweeps % SWEEPS_BETWEEN === 0)) everybody();
  }, SWEEP_WHEN_DEAF_MS);
  // What a server that was killed had not written down, nobody else would before the next edit.
  void materialise.leftBehind();
  const catchingUp = setInterval(() => void materialise.leftBehind(), LEFT_BEHIND_MS);

  let stopping: Promise<void> | null = null;
  async function shutDown(): Promise<void> {
    door.close();
    httpWay.close();
    clearInterval(sweeper);
    clearInterval(catchingUp);
    for (const socket of sockets.all()) socket.close(CloseCode.restarting, 'restarting');
    await until(() => !appends.busy, 1_500);
    await within(2_000, materialise.stop());
    presence.stop();
    converge?.stop();
    bus.stop();
    httpWay.stop();
    await door.stop();
    await until(() => hocuspocus.getDocumentsCount() === 0, 300);
    await hocuspocus.hooks('onDestroy', { instance: hocuspocus });
    const ends = [listener.stop(), database.sql.end({ timeout: 1 }), writing.end({ timeout: 1 })];
    await Promise.all([within(1_000, Promise.allSettled(ends)), scribe.stop(800)]);
  }

  return {
    handleUpgrade: door.handleUpgrade,
    handleRequest: httpWay.handleRequest,
    health() {
      const commit = appends.timings();
      const listening = listener.alive();
      const gone = !listening && performance.now() - heardAt > GONE_MS;
      return {
        state: stopping || gone ? 'down' : listening && bus.alive() ? 'ok' : 'degraded',
        sockets: sockets.size,
        documents: hocuspocus.getDocumentsCount(),
        listening,
        commit,
      };
    },
    stop: () => (stopping ??= shutDown()),
  };
}
