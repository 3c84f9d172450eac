import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import crossws from 'crossws/adapters/node';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Limits } from './limits.ts';
import type { Line, OpenLine } from './lines.ts';
import type { From } from './network.ts';
import { isAllowedOrigin, refuseUpgrade } from './origin.ts';
import { Socket, type Transport } from './socket.ts';
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

/**
 * Sends what is written to a connection in one turn by one call of the kernel: in a crowd others' words and their carets
 * go out together, and sending is the largest part of what that costs.
 */
function sendTogether(socket: Duplex): void {
  const cork = socket.cork.bind(socket);
  let isHeld = false;
  socket.cork = () => {
    if (!isHeld) {
      isHeld = true;
      cork();
      process.nextTick(() => {
        isHeld = false;
        socket.uncork();
      });
    }
    cork();
  };
}

/** Takes WebSockets in from our own pages. */
export function upgrades({ openLine, sockets, allowedOrigins, from, limits, log }: Parts) {
  const open = new Map<string, Line>();
  let closed = false;

  const ws = crossws({
    idleTimeout: 30,
    serverOptions: { maxPayload: limits.messageBytes, perMessageDeflate: false, clientTracking: false },
    hooks: {
      open(peer) {
        const transport = peer.websocket as unknown as Transport;
        const request = peer.request as unknown as Request;
        const network = from(peer.remoteAddress, request.headers.get('x-forwarded-for'));
        // Said over the WebSocket itself: a refusal before it is open looks like a network that lets none through.
        if (!sockets.hasRoomFor(network, limits))
          return new Socket(transport, limits.bufferedBytes).close(CloseCode.full, 'no_room');
        open.set(peer.id, openLine(transport, request, network));
      },
      message(peer, message) {
        const line = open.get(peer.id);
        if (typeof message.rawData === 'string') line?.malformed();
        else line?.receive(message.uint8Array());
      },
      close(peer, event) {
        const line = open.get(peer.id);
        open.delete(peer.id);
        line?.ended({ code: event.code ?? 1005, reason: event.reason ?? '' });
      },
      error(peer, error) {
        log.info({ socket: open.get(peer.id)?.socket.id, err: error }, 'socket error');
      },
    },
  });

  return {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy());
      if (!isAllowedOrigin(request.headers.origin, allowedOrigins)) {
        log.info('a socket from a foreign page was refused');
        refuseUpgrade(socket, 403);
      } else if (closed) {
        refuseUpgrade(socket, 503);
      } else {
        sendTogether(socket);
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
      for (const { socket } of open.values()) socket.terminate();
      await ws.close();
    },
  };
}
