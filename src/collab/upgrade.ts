import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Hocuspocus } from '@hocuspocus/server';
import crossws from 'crossws/adapters/node';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { readFrame } from './frames.ts';
import { type Limits, Throttle } from './limits.ts';
import { isAllowedOrigin, refuseUpgrade } from './origin.ts';
import { Socket, type Transport } from './socket.ts';
import type { Sockets } from './sockets.ts';

interface Parts {
  hocuspocus: Hocuspocus;
  sockets: Sockets;
  allowedOrigins: readonly string[];
  /** Brings someone who has nothing yet into step; false when that is left to Hocuspocus. */
  join: (documentName: string, socket: Socket) => boolean;
  limits: Limits;
  /** Called when a socket is gone. */
  gone: (socket: Socket) => void;
  log: Logger;
}

interface Line {
  socket: Socket;
  client: ReturnType<Hocuspocus['handleConnection']>;
  messages: Throttle;
  bytes: Throttle;
}

/** What a message costs its sender: asking for the whole text is dear, a keystroke is not. */
const COST = { auth: 5, join: 20, 'sync-request': 20, update: 1, awareness: 0.5, other: 1 } as const;
const STRIKES = 20;

/** Takes WebSockets in, holds back who sends too much, and hands whole messages to Hocuspocus. */
export function upgrades({ hocuspocus, sockets, allowedOrigins, join, limits, gone, log }: Parts) {
  const lines = new Map<string, Line>();
  let closed = false;

  function open(id: string, transport: Transport, request: Request): void {
    const socket = new Socket(transport, limits.bufferedBytes);
    socket.packs = new URL(request.url, 'http://collab').searchParams.has('packed');
    sockets.add(socket);
    const client = hocuspocus.handleConnection(socket, request, { socket });
    lines.set(id, {
      socket,
      client,
      messages: new Throttle(limits.messagesPerSecond, limits.messageBurst),
      bytes: new Throttle(limits.bytesPerSecond, limits.byteBurst),
    });
    setTimeout(() => {
      if (!socket.participant) socket.close(CloseCode.tooSlow, 'no_pass_in_time');
    }, limits.authenticationMs).unref();
  }

  function receive({ socket, client, messages, bytes }: Line, data: Uint8Array): void {
    if (socket.closedWith) return;
    const frame = readFrame(data);
    if (!frame) {
      log.info({ socket: socket.id }, 'unreadable message');
      socket.close(CloseCode.malformed, 'malformed_message');
      return;
    }
    const wait = Math.max(messages.spend(COST[frame.kind]), bytes.spend(data.byteLength));
    if (wait > 0) {
      if (wait > STRIKES * 1000) {
        socket.close(CloseCode.full, 'flood');
        return;
      }
      socket.hold(wait);
    }
    if (frame.kind !== 'join' || !join(frame.documentName, socket)) client.handleMessage(data);
  }

  const ws = crossws({
    idleTimeout: 30,
    serverOptions: { maxPayload: limits.messageBytes, perMessageDeflate: false, clientTracking: false },
    hooks: {
      open(peer) {
        open(peer.id, peer.websocket as unknown as Transport, peer.request as unknown as Request);
      },
      message(peer, message) {
        const line = lines.get(peer.id);
        if (!line) return;
        if (typeof message.rawData === 'string') line.socket.close(CloseCode.malformed, 'malformed_message');
        else receive(line, message.uint8Array());
      },
      close(peer, event) {
        const line = lines.get(peer.id);
        lines.delete(peer.id);
        if (!line) return;
        sockets.delete(line.socket);
        line.socket.ended();
        line.client.handleClose({ code: event.code ?? 1005, reason: event.reason ?? '' });
        gone(line.socket);
      },
      error(peer, error) {
        log.info({ socket: lines.get(peer.id)?.socket.id, err: error.message }, 'socket error');
      },
    },
  });

  return {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy());
      if (!isAllowedOrigin(request.headers.origin, allowedOrigins)) {
        log.info('a socket from a foreign page was refused');
        refuseUpgrade(socket, 403);
      } else if (closed || sockets.unauthenticated() >= limits.unauthenticatedSockets) {
        refuseUpgrade(socket, 503);
      } else {
        ws.handleUpgrade(request, socket as never, head).catch((error: unknown) => {
          log.warn({ err: error }, 'upgrade failed');
          socket.destroy();
        });
      }
    },

    /** Lets nobody in any more. */
    close(): void {
      closed = true;
    },

    async stop(): Promise<void> {
      closed = true;
      for (const { socket } of lines.values()) socket.terminate();
      await ws.close();
    },
  };
}
