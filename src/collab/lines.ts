import type { Hocuspocus } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { waitingRooms } from './before-open.ts';
import { buckets } from './buckets.ts';
import { type Frame, readFrame } from './frames.ts';
import { type Limits, Throttle } from './limits.ts';
import { Socket, type Transport } from './socket.ts';
import type { Sockets } from './sockets.ts';
import { wholeTexts } from './whole-texts.ts';

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
  'large-awareness': 0.5,
  gone: 1,
  other: 1,
};
const STRIKES = 20;
/** Bytes of a state beside the caret in it: whatever else a client tells about itself, which is left out. */
const BESIDE_THE_CARET = 1024;

/** Opens lines over any transport, holds back who sends too much, and hands whole messages to Hocuspocus. */
export function lines({ hocuspocus, sockets, join, limits, gone, log }: Parts) {
  const texts = wholeTexts(limits);
  const waitingRoom = waitingRooms(limits);
  const edits = buckets(limits.editBytesPerSecond, limits.editByteBurst);

  return function open(transport: Transport, request: Request, network: string): Line {
    const socket = new Socket(transport, limits.bufferedBytes, network);
    socket.packs = new URL(request.url, 'http://collab').searchParams.has('packed');
    sockets.add(socket);
    const client = hocuspocus.handleConnection(socket, request, { socket });
    const messages = new Throttle(limits.messagesPerSecond, limits.messageBurst);
    const bytes = new Throttle(limits.bytesPerSecond, limits.byteBurst);
    const waiting = waitingRoom(socket);
    const asksWhole = texts.asker(socket);
    const passDue = setTimeout(() => {
      if (!socket.participant) socket.close(CloseCode.tooSlow, 'no_pass_in_time');
    }, limits.authenticationMs);
    passDue.unref();

    /** How long its sender must wait after a message, in milliseconds. */
    function cost({ kind }: Frame, length: number): number {
      const own = Math.max(messages.spend(COST[kind]), bytes.spend(length));
      if (kind !== 'update' || !socket.participant) return own;
      return Math.max(own, edits(socket.participant.personId).spend(length));
    }

    /** Takes a message that can be read, or closes. */
    function take(frame: Frame, data: Uint8Array): void {
      const wait = cost(frame, data.byteLength);
      const refusal = wait > STRIKES * 1000 ? 'flood' : waiting.refuses(frame, data.byteLength);
      if (refusal) {
        // It is sent again, and would count against its sender's other tabs each time.
        if (frame.kind === 'update' && socket.participant)
          edits(socket.participant.personId).spend(-data.byteLength);
        return socket.close(CloseCode.full, refusal);
      }
      if (wait > 0) socket.hold(wait);
      if (frame.kind === 'gone') return;
      if (frame.kind === 'join' && join(frame.documentName, socket)) return;
      if (frame.kind === 'join' || frame.kind === 'sync-request') {
        const whole = asksWhole();
        if (whole === null) return socket.close(CloseCode.full, 'flood');
        if (whole > wait) socket.hold(whole);
      }
      client.handleMessage(data);
    }

    return {
      socket,
      malformed: () => socket.close(CloseCode.malformed, 'malformed_message'),
      receive(data) {
        if (socket.closedWith) return;
        if (data.byteLength > limits.messageBytes)
          return socket.close(CloseCode.tooLarge, 'message_too_large');
        const frame = readFrame(data, limits.awarenessBytes + BESIDE_THE_CARET);
        if (!frame) {
          log.info({ socket: socket.id }, 'unreadable message');
          return this.malformed();
        }
        if (frame.kind === 'large-awareness') return socket.close(CloseCode.malformed, 'presence_too_large');
        take(frame, data);
      },
      ended(event) {
        // It holds the socket, and with it the chapter's text.
        clearTimeout(passDue);
        sockets.delete(socket);
        socket.ended();
        waiting.left();
        client.handleClose(event);
        gone(socket);
      },
    };
  };
}

export type OpenLine = ReturnType<typeof lines>;
