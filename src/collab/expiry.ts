import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Socket } from './socket.ts';

const AHEAD_MS = 60_000;
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * A socket lives as long as the session it was opened with. A minute before the end the client is asked for a new
 * pass; at the end the socket is closed, and the client comes back with one if it can.
 */
export function expiry() {
  const timers = new Map<Socket, NodeJS.Timeout[]>();

  function forget(socket: Socket): void {
    for (const timer of timers.get(socket) ?? []) clearTimeout(timer);
    timers.delete(socket);
  }

  return {
    watch(socket: Socket): void {
      forget(socket);
      if (socket.closedWith || !socket.participant) return;
      const left = Math.min(socket.participant.expiresAt.getTime() - Date.now(), LONGEST_TIMER);
      const end = setTimeout(() => socket.close(CloseCode.passRefused, 'session_expired'), Math.max(left, 0));
      const renew =
        left > AHEAD_MS ? setTimeout(() => socket.connection?.requestToken(), left - AHEAD_MS) : end;
      timers.set(socket, [end, renew]);
    },
    forget,
  };
}

export type Expiry = ReturnType<typeof expiry>;
