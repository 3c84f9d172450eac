import type { Frame } from './frames.ts';
import type { Limits } from './limits.ts';
import type { Socket } from './socket.ts';

/** Messages that may wait until a chapter is open: a pass, a request for the text and a caret are honest. */
const MOST_MESSAGES = 100;
/** The second one is refused with an answer; of more, Hocuspocus would only print their names. */
const MOST_NAMES = 2;
const MOST_REQUESTS = 3;

/**
 * What a socket sends before its chapter is open waits in our memory: little of it while nobody knows who is there,
 * and as much as one message once they do. A state vector grows by some seven bytes with every page that ever wrote in
 * the chapter, so that 256 KiB are those of 35,000.
 */
export function waitingRoom(socket: Socket, limits: Pick<Limits, 'messageBytes' | 'unauthenticatedBytes'>) {
  let bytes = 0;
  let messages = 0;
  let requests = 0;
  const names = new Set<string>();

  return {
    /** Whether another message may wait; always, when its chapter is open. */
    admits(frame: Frame, length: number): boolean {
      names.add(frame.documentName);
      if (names.size > MOST_NAMES) return false;
      if (socket.connection && frame.documentName === socket.documentName) return true;
      bytes += length;
      messages += 1;
      if (frame.kind === 'join' || frame.kind === 'sync-request') requests += 1;
      const room = socket.participant ? limits.messageBytes : limits.unauthenticatedBytes;
      return bytes <= room && messages <= MOST_MESSAGES && requests <= MOST_REQUESTS;
    },
  };
}
