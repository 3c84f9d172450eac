import type { Hocuspocus } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { type Frame, readFrame } from './frames.ts';
import { type Limits, Throttle } from './limits.ts';
import { Socket, type Transport } from './socket.ts';
import type { Sockets } from './sockets.ts';

interface Parts {
  hocuspocus: Hocuspocus;
  sockets: Sockets;
  /** Brings someone who has nothing yet into step; false when that is left to Hocuspocus. */
  join: (documentName: string, socket: Socket) => boolean;
  limits: Limits;
  /** Called when a socket is gone. */
  gone: (socket: Socket) => void;
  log: Logger;
}

/** One open connection, whatever carries it. */
export interface Line {
  readonly socket: Socket;
  receive(data: Uint8Array): void;
  malformed(): void;
  /** The transport has closed. */
  ended(event: { code: number; reason: string }): void;
}

/** What a message costs its sender: asking for the whole text is dear, a keystroke is not. */
const COST: Record<Frame['kind'], number> = {
  auth: 5,
  join: 20,
  'sync-request': 20,
  update: 1,
  awareness: 0.5,
  other: 1,
};
const STRIKES = 20;

/** Opens lines over any transport, holds back who sends too much, and hands whole messages to Hocuspocus. */
export function lines({ hocuspocus, sockets, join, limits, gone, log }: Parts) {
  return function open(transport: Transport, request: Request): Line {
    const socket = new Socket(transport, limits.bufferedBytes);
    socket.packs = new URL(request.url, 'http://collab').searchParams.has('packed');
    sockets.add(socket);
    const client = hocuspocus.handleConnection(socket, request, { socket });
    const messages = new Throttle(limits.messagesPerSecond, limits.messageBurst);
    const bytes = new Throttle(limits.bytesPerSecond, limits.byteBurst);
    const passDue = setTimeout(() => {
      if (!socket.participant) socket.close(CloseCode.tooSlow, 'no_pass_in_time');
    }, limits.authenticationMs);
    passDue.unref();

    return {
      socket,
      malformed: () => socket.close(CloseCode.malformed, 'malformed_message'),
      receive(data) {
        if (socket.closedWith) return;
        if (data.byteLength > limits.messageBytes) {
          socket.close(CloseCode.tooLarge, 'message_too_large');
          return;
        }
        const frame = readFrame(data);
        if (!frame) {
          log.info({ socket: socket.id }, 'unreadable message');
          this.malformed();
          return;
        }
        const wait = Math.max(messages.spend(COST[frame.kind]), bytes.spend(data.byteLength));
        if (wait > STRIKES * 1000) {
          socket.close(CloseCode.full, 'flood');
          return;
        }
        if (wait > 0) socket.hold(wait);
        if (frame.kind !== 'join' || !join(frame.documentName, socket)) client.handleMessage(data);
      },
      ended(event) {
        // It holds the socket, and with it the chapter's text.
        clearTimeout(passDue);
        sockets.delete(socket);
        socket.ended();
        client.handleClose(event);
        gone(socket);
      },
    };
  };
}

export type OpenLine = ReturnType<typeof lines>;
