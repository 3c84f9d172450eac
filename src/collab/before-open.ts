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
 * and as much as one message once they do. What it says to have of the text counts apart: that grows with every page
 * that ever wrote in the chapter, and whoever has the text open could otherwise not come back.
 */
export function waitingRoom(
  socket: Pick<Socket, 'participant' | 'connection' | 'documentName'>,
  limits: Pick<Limits, 'messageBytes' | 'unauthenticatedBytes' | 'stateVectorBytes'>,
) {
  let bytes = 0;
  let vectorBytes = 0;
  let messages = 0;
  let requests = 0;
  const names = new Set<string>();

  return {
    /** Whether another message may wait; always, when its chapter is open. */
    admits(frame: Frame, length: number): boolean {
      names.add(frame.documentName);
      if (names.size > MOST_NAMES) return false;
      if (socket.connection && frame.documentName === socket.documentName) return true;
      if (frame.kind === 'sync-request') vectorBytes += length;
      else bytes += length;
      messages += 1;
      if (frame.kind === 'join' || frame.kind === 'sync-request') requests += 1;
      const isKnown = socket.participant !== null;
      const room = isKnown ? limits.messageBytes : limits.unauthenticatedBytes;
      const vectorRoom = isKnown ? limits.messageBytes : limits.stateVectorBytes;
      if (bytes > room || vectorBytes > vectorRoom) return false;
      return messages <= MOST_MESSAGES && requests <= MOST_REQUESTS;
    },
  };
}
