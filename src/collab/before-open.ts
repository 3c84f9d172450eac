import type { Frame } from './frames.ts';
import type { Limits } from './limits.ts';
import type { Socket } from './socket.ts';

/** Messages that may wait until a chapter is open: a pass, a request for the text and a caret are honest. */
const MOST_MESSAGES = 100;
/** The second one is refused with an answer; of more, Hocuspocus would only print their names. */
const MOST_NAMES = 2;
const MOST_REQUESTS = 3;
/** Bytes of every socket that do not count for the room of all: a pass, and what is said to be had of most chapters. */
const OWN_BYTES = 16 * 1024;

type Waiting = Pick<Socket, 'participant' | 'connection' | 'documentName'>;

/** What all sockets without a pass have sent beyond a little of their own. */
function commonRoom(most: number) {
  const taken = new Map<Waiting, number>();

  return {
    /** Whether there is room for this much of one socket. */
    has(socket: Waiting, bytes: number): boolean {
      taken.delete(socket);
      if (bytes <= OWN_BYTES) return true;
      let sum = bytes - OWN_BYTES;
      for (const [other, its] of taken) {
        if (other.participant) taken.delete(other);
        else sum += its;
      }
      if (sum > most) return false;
      taken.set(socket, bytes - OWN_BYTES);
      return true;
    },
    left: (socket: Waiting) => void taken.delete(socket),
  };
}

/**
 * What a socket sends before its chapter is open waits in our memory: little of it while nobody knows who is there,
 * and as much as one message once they do. What it says to have of the text counts apart: that grows with every page
 * that ever wrote in the chapter, and whoever has the text open could otherwise not come back.
 * All of them together have a room besides, of which whoever sends a little needs nothing.
 */
export function waitingRooms(
  limits: Pick<Limits, 'messageBytes' | 'unauthenticatedBytes' | 'stateVectorBytes' | 'waitingBytes'>,
) {
  const common = commonRoom(limits.waitingBytes);

  return function waitingRoom(socket: Waiting) {
    let bytes = 0;
    let vectorBytes = 0;
    let messages = 0;
    let requests = 0;
    const names = new Set<string>();

    return {
      /** Why another message may not wait, or null; always null when its chapter is open. */
      refuses(frame: Frame, length: number): 'flood' | 'no_room' | null {
        names.add(frame.documentName);
        if (names.size > MOST_NAMES) return 'flood';
        if (socket.connection && frame.documentName === socket.documentName) return null;
        if (frame.kind === 'sync-request') vectorBytes += length;
        else bytes += length;
        messages += 1;
        if (frame.kind === 'join' || frame.kind === 'sync-request') requests += 1;
        const isKnown = socket.participant !== null;
        const room = isKnown ? limits.messageBytes : limits.unauthenticatedBytes;
        const vectorRoom = isKnown ? limits.messageBytes : limits.stateVectorBytes;
        if (bytes > room || vectorBytes > vectorRoom) return 'flood';
        if (messages > MOST_MESSAGES || requests > MOST_REQUESTS) return 'flood';
        return isKnown || common.has(socket, bytes + vectorBytes) ? null : 'no_room';
      },
      /** The socket has gone. */
      left: () => common.left(socket),
    };
  };
}
