import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { CloseCode, HTTP_KEY, HTTP_PATH } from '#lib/domain/collaboration.ts';
import { unbundle } from '#lib/domain/collab-bundle.ts';
import { type Answer, HttpTransport } from './http-transport.ts';
import type { Limits } from './limits.ts';
import type { Line, OpenLine } from './lines.ts';
import { type From, networkOfRequest } from './network.ts';
import { isAllowedOrigin } from './origin.ts';
import { readBody } from './read-body.ts';
import type { Sockets } from './sockets.ts';

interface Parts {
  openLine: OpenLine;
  sockets: Sockets;
  allowedOrigins: readonly string[];
  /** The network that a request comes from (network.ts). */
  from: From;
  limits: Limits;
  log: Logger;
}

interface Session {
  key: string;
  line: Line;
  transport: HttpTransport;
  /** The number of the last bundle taken from the client. */
  taken: number;
  /** Sends away whoever is bringing a bundle now, and resolves when they have gone. */
  displace: () => Promise<void>;
  silence: NodeJS.Timeout | undefined;
}

/** Bytes beside a message: its length, and those of other small ones in the same bundle. */
const FRAMING = 4 * 1024;

const KEY = /^[0-9a-f]{32}$/;
const sameKey = (one: string, other: string) =>
  KEY.test(other) && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Milliseconds for which the end of a connection is remembered, so that its client hears why. */
const REMEMBERED_MS = 30_000;

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/**
 * The same connection over plain HTTP, for networks that block WebSockets (docs/adr/0009-http-fallback.md). Only POST,
 * because browsers then always say which page asks: `…/http` opens, `…/http/<id>/up?n=` brings a numbered bundle of
 * messages, `…/http/<id>/down?n=` fetches the next one and confirms the last, `…/http/<id>/close` ends. Whoever opened it
 * said its key, and says it with every request: the id alone opens nothing.
 */
export function httpDoor({ openLine, sockets, allowedOrigins, from, limits, log }: Parts) {
  const sessions = new Map<string, Session>();
  const ended = new Map<string, { key: string; over: Answer }>();
  let closed = false;

  function open(request: IncomingMessage, response: ServerResponse): void {
    const network = networkOfRequest(request, from);
    if (closed || !sockets.hasRoomFor(network, limits)) return answer(response, 503);
    if (sessions.size >= limits.httpSessions) return answer(response, 503);
    const key = keyOf(request);
    // A page of before this was asked for: it gives this way up until it is loaded anew.
    if (!KEY.test(key)) return answer(response, 400);
    const id = randomBytes(24).toString('base64url');
    const transport = new HttpTransport((event) => {
      clearTimeout(session.silence);
      session.line.ended(event);
      sessions.delete(id);
      remember(id, key, event);
    });
    const asked = new Request(new URL(request.url ?? '/', 'http://collab'));
    const line = openLine(transport, asked, network);
    const session: Session = { key, line, transport, taken: 0, displace: async () => {}, silence: undefined };
    sessions.set(id, session);
    listenFor(session);
    answer(response, 201, id);
  }

  /** Why a connection ended; its client may still ask. Of the many, the earliest are forgotten first. */
  function remember(id: string, key: string, event: { code: number; reason: string }): void {
    ended.set(id, { key, over: { kind: 'closed', ...event } });
    if (ended.size > limits.httpSessions) ended.delete(ended.keys().next().value!);
    setTimeout(() => ended.delete(id), REMEMBERED_MS).unref();
  }

  /** Who asks for nothing for a while has gone. */
  function listenFor(session: Session): void {
    clearTimeout(session.silence);
    session.silence = setTimeout(() => session.transport.terminate(), limits.httpSilenceMs);
  }

  /** One after the other: a bundle that is brought while another is still on its way takes its place. */
  async function up(session: Session, number: number, request: IncomingMessage): Promise<number> {
    const before = session.displace();
    const gone = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    request.once('close', gone.resolve);
    session.displace = () => {
      request.destroy();
      gone.resolve();
      return left.promise;
    };
    try {
      await before;
      return request.destroyed ? 409 : await take(session, number, request, gone.promise);
    } finally {
      request.off('close', gone.resolve);
      left.resolve();
    }
  }

  /** Nothing is read before it is clear that it will be taken: what is not read waits at the other end. */
  async function take(session: Session, number: number, request: IncomingMessage, gone: Promise<void>) {
    const { line, transport } = session;
    if (number > session.taken + 1) {
      line.socket.close(CloseCode.outOfStep, 'bundle_missing');
      return 409;
    }
    await transport.ready(gone);
    // A bundle whose answer was lost comes again; it has been taken.
    if (number <= session.taken) return 204;
    if (request.destroyed) return 409;
    const { messageBytes, unauthenticatedBytes, stateVectorBytes } = limits;
    const most = line.socket.participant ? messageBytes : unauthenticatedBytes + stateVectorBytes;
    const body = await readBody(request, most + FRAMING);
    if (!body) {
      line.socket.close(CloseCode.tooLarge, 'message_too_large');
      return 413;
    }
    session.taken = number;
    const messages = unbundle(body);
    if (!messages) line.malformed();
    for (const message of messages ?? []) line.receive(message);
    await transport.ready(gone);
    return 204;
  }

  async function down(session: Session, number: number, response: ServerResponse): Promise<Answer> {
    const { transport } = session;
    clearTimeout(session.silence);
    const waited = setTimeout(() => transport.release(), limits.httpPollMs);
    const gone = () => transport.release();
    response.once('close', gone);
    const given = await transport.poll(number);
    response.off('close', gone);
    clearTimeout(waited);
    if (!transport.polled && transport.readyState !== 3) listenFor(session);
    return given;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://collab');
    if (request.method !== 'POST') return answer(response, 405);
    if (!isAllowedOrigin(request.headers.origin, allowedOrigins)) {
      log.info('a connection from a foreign page was refused');
      return answer(response, 403);
    }
    const [id = '', verb = ''] = pathname.slice(HTTP_PATH.length + 1).split('/');
    if (!id) return open(request, response);
    const [session, end] = [sessions.get(id), ended.get(id)];
    const number = Number(searchParams.get('n') ?? 0);
    const key = (session ?? end)?.key;
    if (!key || !Number.isSafeInteger(number)) return answer(response, 404);
    // What a page sends while it is being left has no headers of its own.
    const said = verb === 'close' ? await readText(request, key.length) : keyOf(request);
    if (!sameKey(key, said)) return answer(response, 404);
    if (end || !session) return answer(response, 410, JSON.stringify(end?.over));
    if (verb === 'up') return answer(response, await up(session, number, request));
    if (verb === 'close') {
      session.transport.terminate();
      return answer(response, 204);
    }
    if (verb !== 'down') return answer(response, 404);
    const given = await down(session, number, response);
    if (given.kind === 'nothing') answer(response, 204);
    else if (given.kind === 'closed') answer(response, 410, JSON.stringify(given));
    else response.writeHead(200, { ...HEADERS, 'x-bundle': given.number }).end(given.body);
  }

  return {
    /** Answers a request below `HTTP_PATH`. */
    handleRequest(request: IncomingMessage, response: ServerResponse): void {
      serve(request, response).catch((error: unknown) => {
        log.warn({ err: error }, 'a request failed');
        if (!response.headersSent) answer(response, 500);
        else response.destroy();
      });
    },

    /** Lets nobody in any more. */
    close(): void {
      closed = true;
    },

    stop(): void {
      closed = true;
      for (const { transport } of sessions.values()) transport.terminate();
    },
  };
}

const keyOf = ({ headers }: IncomingMessage) => String(headers[HTTP_KEY] ?? '');

async function readText(request: IncomingMessage, bytes: number): Promise<string> {
  const body = await readBody(request, bytes);
  return new TextDecoder().decode(body ?? undefined);
}

function answer(response: ServerResponse, status: number, body = ''): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain' }).end(body);
}
