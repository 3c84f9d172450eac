import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { CollabDatabase } from './database.ts';
import type { Participant } from './participant.ts';
import type { SeatedSocket, Sockets } from './sockets.ts';

const AT_ONCE = 500;

/**
 * Asks the database again what the people behind these sockets may do, and lets the answer take effect at once: in
 * both directions for writing, and by closing when reading is over. Nothing is worked out here.
 */
export function reauthorization(database: CollabDatabase, sockets: Sockets, log: Logger) {
  function settle(socket: SeatedSocket, access: { canEdit: boolean; reason: string | null } | null): void {
    if (socket.closedWith) return;
    if (!access) {
      log.info({ socket: socket.id, chapter: socket.participant.chapterId }, 'reading is over');
      socket.close(CloseCode.accessLost, 'access_lost');
      return;
    }
    const { participant, connection } = socket;
    const changed = participant.canEdit !== access.canEdit || participant.reason !== access.reason;
    Object.assign(participant, access);
    if (!changed || !connection) return;
    connection.readOnly = !access.canEdit;
    socket.notify({ type: 'access', canEdit: access.canEdit, reason: access.reason });
  }

  return async function reauthorize(concerns: (participant: Participant) => boolean): Promise<void> {
    const all = sockets.seated(concerns);
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const answers = await database.accessOf(some.map((socket) => socket.participant));
      some.forEach((socket, at) => settle(socket, answers[at] ?? null));
    }
  };
}

export type Reauthorize = ReturnType<typeof reauthorization>;
