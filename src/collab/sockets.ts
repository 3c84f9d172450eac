import type { Participant } from './participant.ts';
import type { Limits } from './limits.ts';
import type { Socket } from './socket.ts';

/** A socket whose pass was redeemed. */
export type SeatedSocket = Socket & { participant: Participant };

/** All open sockets of this process. */
export class Sockets {
  readonly #open = new Set<Socket>();

  add(socket: Socket): void {
    this.#open.add(socket);
  }

  delete(socket: Socket): void {
    this.#open.delete(socket);
  }

  get size(): number {
    return this.#open.size;
  }

  all(): Socket[] {
    return [...this.#open];
  }

  /** Whether one more may wait without a pass: of all, and of those from the same network. */
  hasRoomFor(
    network: string,
    limits: Pick<Limits, 'unauthenticatedSockets' | 'unauthenticatedPerNetwork'>,
  ): boolean {
    let [all, near] = [0, 0];
    for (const socket of this.#open) {
      if (socket.participant) continue;
      all += 1;
      if (socket.network === network) near += 1;
    }
    return all < limits.unauthenticatedSockets && near < limits.unauthenticatedPerNetwork;
  }

  /** Open sockets whose participant fits. */
  seated(fits: (participant: Participant) => boolean): SeatedSocket[] {
    const found: SeatedSocket[] = [];
    for (const socket of this.#open) {
      if (socket.participant && !socket.closedWith && fits(socket.participant)) {
        found.push(socket as SeatedSocket);
      }
    }
    return found;
  }
}
