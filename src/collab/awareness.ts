import type { beforeHandleAwarenessPayload } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { LiveChapter } from './chapters.ts';
import type { Limits } from './limits.ts';
import type { SocketContext } from './participant.ts';
import { Refusal } from './refusal.ts';
import type { Socket } from './socket.ts';
import type { Sockets } from './sockets.ts';

interface Parts {
  live: ReadonlyMap<string, LiveChapter>;
  sockets: Sockets;
  limits: Limits;
  log: Logger;
}

/** The id a socket shows its caret under. A tab that came back before its old socket died takes the caret with it. */
function bind(socket: Socket, clientId: number, chapter: LiveChapter, sockets: Sockets): boolean {
  const { personId, chapterId } = socket.participant!;
  const owner = chapter.owners.get(clientId);
  if (owner !== undefined && owner !== personId) return false;
  if (socket.awarenessClient !== null) return socket.awarenessClient === clientId;
  for (const other of sockets.seated((participant) => participant.chapterId === chapterId)) {
    if (other !== socket && other.awarenessClient === clientId) other.close(CloseCode.outOfStep, 'replaced');
  }
  chapter.owners.set(clientId, personId);
  socket.awarenessClient = clientId;
  return true;
}

/**
 * Presence is what the server says it is: a state under another's client id is dropped, and who one is comes from the
 * pass, not from the message. Caret and activity are the only things a client tells about itself.
 */
export function awarenessKeeper({ live, sockets, limits, log }: Parts) {
  return async function beforeHandleAwareness(message: beforeHandleAwarenessPayload<SocketContext>) {
    const { connection, documentName, states } = message;
    if (!connection) return;
    const { socket } = connection.context as SocketContext;
    const chapter = live.get(documentName);
    const person = socket.participant;
    if (!chapter || !person) throw new Refusal(CloseCode.outOfStep, 'not_open');
    // Hocuspocus decodes into an Awareness of its own, whose own empty state comes first and belongs to nobody.
    states.delete(states.keys().next().value!);
    for (const [clientId, state] of states) {
      if (!bind(socket, clientId, chapter, sockets)) {
        log.info({ socket: socket.id }, 'presence under another client id dropped');
        states.delete(clientId);
        continue;
      }
      const { cursor, idle } = (state ?? {}) as { cursor?: unknown; idle?: unknown };
      if (JSON.stringify(cursor ?? null).length > limits.awarenessBytes) {
        throw new Refusal(CloseCode.malformed, 'presence_too_large');
      }
      states.set(clientId, {
        user: {
          personId: person.personId,
          name: person.personName,
          organization: person.organizationName,
          sector: person.sector,
          canEdit: person.canEdit,
        },
        ...(cursor && typeof cursor === 'object' ? { cursor } : {}),
        ...(idle === true ? { idle } : {}),
      });
    }
  };
}
