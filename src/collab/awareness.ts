import type { beforeHandleAwarenessPayload } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Allowances } from './allowances.ts';
import type { LiveChapter } from './chapters.ts';
import { readCursor } from './cursor.ts';
import type { CollabDatabase } from './database.ts';
import { inTime } from './in-time.ts';
import type { Limits } from './limits.ts';
import type { SocketContext } from './participant.ts';
import { Refusal } from './refusal.ts';
import type { Socket } from './socket.ts';
import type { Sockets } from './sockets.ts';

interface Parts {
  live: ReadonlyMap<string, LiveChapter>;
  database: Pick<CollabDatabase, 'claimClient'>;
  sockets: Sockets;
  allowed: Pick<Allowances, 'addClients'>;
  limits: Limits;
  log: Logger;
}

/**
 * Presence is what the server says it is: a state under another's client id is dropped, and who one is comes from the
 * pass, not from the message. Caret and activity are the only things a client tells about itself, and whoever only
 * reads has no caret to show.
 */
export function awarenessKeeper({ live, database, sockets, allowed, limits, log }: Parts) {
  const told = new WeakSet<Socket>();

  /** Once a socket, or it would fill the log. */
  function tell(socket: Socket): void {
    if (told.has(socket)) return;
    told.add(socket);
    log.info({ socket: socket.id }, 'presence under another client id dropped');
  }

  /** Whose an id is. It becomes this person's before anybody sees it, or another could write under it meanwhile. */
  async function ownerOf(clientId: number, chapter: LiveChapter, personId: string): Promise<string | null> {
    const known = chapter.owners.get(clientId);
    if (known !== undefined) return known;
    let takeBack = () => {};
    try {
      takeBack = allowed.addClients(chapter.chapterId, personId, 1);
      const claim = database.claimClient(chapter.chapterId, clientId, personId);
      const owner = await inTime(claim, limits.appendMs);
      if (owner !== personId) takeBack();
      chapter.owners.set(clientId, owner);
      return owner;
    } catch (error) {
      // They are shown no more today; their edits wait, and say so.
      if (error instanceof Refusal) return null;
      takeBack();
      log.warn({ chapter: chapter.chapterId, err: error }, 'presence waits for the database');
      return null;
    }
  }

  /** The id a socket shows its caret under. A tab that came back before its old socket died takes the caret with it. */
  async function bind(socket: Socket, clientId: number, chapter: LiveChapter): Promise<boolean> {
    const { personId, chapterId } = socket.participant!;
    if (socket.awarenessClient === clientId) return true;
    // One id a socket: further ones are not even asked about.
    const owner = socket.awarenessClient === null ? await ownerOf(clientId, chapter, personId) : undefined;
    if (owner === null) return false;
    if (owner !== personId) {
      tell(socket);
      return false;
    }
    for (const other of sockets.seated((participant) => participant.chapterId === chapterId)) {
      if (other !== socket && other.awarenessClient === clientId)
        other.close(CloseCode.outOfStep, 'replaced');
    }
    socket.awarenessClient = clientId;
    return true;
  }

  return async function beforeHandleAwareness(message: beforeHandleAwarenessPayload<SocketContext>) {
    const { connection, documentName, states } = message;
    if (!connection) return;
    const { socket } = connection.context as SocketContext;
    const chapter = live.get(documentName);
    const person = socket.participant;
    if (!chapter || !person) throw new Refusal(CloseCode.outOfStep, 'not_open');
    // Hocuspocus decodes into an Awareness of its own, whose own empty state comes first and belongs to nobody.
    states.delete(states.keys().next().value!);
    for (const [clientId, state] of [...states]) {
      const { cursor, idle } = (state ?? {}) as { cursor?: unknown; idle?: unknown };
      if (JSON.stringify(cursor ?? null).length > limits.awarenessBytes) {
        throw new Refusal(CloseCode.malformed, 'presence_too_large');
      }
      const bound = await bind(socket, clientId, chapter);
      if (!bound || socket.closedWith) {
        states.delete(clientId);
        continue;
      }
      const caret = person.canEdit ? readCursor(cursor) : null;
      states.set(clientId, {
        user: {
          personId: person.personId,
          name: person.personName,
          organization: person.organizationName,
          sector: person.sector,
          canEdit: person.canEdit,
        },
        ...(caret ? { cursor: caret } : {}),
        ...(idle === true ? { idle } : {}),
      });
    }
  };
}
