import type { connectedPayload, onAuthenticatePayload, onTokenSyncPayload } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { chapterIdOf, CloseCode } from '#lib/domain/collaboration.ts';
import type { CollabDatabase } from './database.ts';
import type { Expiry } from './expiry.ts';
import type { Retelling } from './lately.ts';
import type { Limits } from './limits.ts';
import type { Participant, SocketContext } from './participant.ts';
import type { Reauthorize } from './reauthorize.ts';
import { Refusal } from './refusal.ts';
import type { SeatedSocket, Sockets } from './sockets.ts';

interface Parts {
  database: CollabDatabase;
  sockets: Sockets;
  reauthorize: Reauthorize;
  retell: Retelling;
  expiry: Expiry;
  limits: Limits;
  log: Logger;
}

const MAX_PASS = 256;

/** The one door: a socket opens one chapter, with a pass for that chapter, which is used up by coming in. */
export function authentication({ database, sockets, reauthorize, retell, expiry, limits, log }: Parts) {
  async function redeem(documentName: string, token: string): Promise<Participant> {
    const chapterId = chapterIdOf(documentName);
    if (!chapterId) throw new Refusal(CloseCode.malformed, 'unknown_document');
    if (!token || token.length > MAX_PASS) throw new Refusal(CloseCode.passRefused, 'pass_refused');
    let participant: Participant | null;
    try {
      participant = await database.redeemTicket(token);
    } catch (error) {
      log.error({ err: error }, 'a pass could not be checked');
      throw new Refusal(CloseCode.notStored, 'unavailable');
    }
    if (!participant) throw new Refusal(CloseCode.passRefused, 'pass_refused');
    if (participant.chapterId !== chapterId) {
      log.warn(
        { asked: chapterId, pass: participant.chapterId },
        'a pass for one chapter was shown at another',
      );
      throw new Refusal(CloseCode.accessLost, 'pass_for_another_chapter');
    }
    return participant;
  }

  return {
    async onAuthenticate(payload: onAuthenticatePayload<SocketContext>): Promise<void> {
      const { socket } = payload.context;
      if (socket.documentName) throw new Refusal(CloseCode.malformed, 'one_document_per_socket');
      socket.documentName = payload.documentName;
      socket.newsBefore = reauthorize.news();
      const participant = await redeem(payload.documentName, payload.token);
      const { personId, chapterId } = participant;
      if (sockets.seated((other) => other.personId === personId).length >= limits.socketsPerPerson) {
        throw new Refusal(CloseCode.full, 'person_full');
      }
      if (sockets.seated((other) => other.chapterId === chapterId).length >= limits.socketsPerChapter) {
        throw new Refusal(CloseCode.full, 'chapter_crowded');
      }
      socket.participant = participant;
      payload.connectionConfig.readOnly = !participant.canEdit;
    },

    /** The chapter is loaded and the connection stands. */
    connected({ context: { socket }, connection }: connectedPayload<SocketContext>): void {
      const { canEdit, reason } = socket.participant!;
      socket.connection = connection;
      connection.readOnly = !canEdit;
      socket.notify({ type: 'access', canEdit, reason });
      expiry.watch(socket);
      retell.welcome(socket as SeatedSocket);
      reauthorize.since(socket.newsBefore, socket as SeatedSocket);
    },

    /** A new pass on an open socket, so that nobody is cut off in mid-sentence when a session is renewed. */
    async onTokenSync(payload: onTokenSyncPayload<SocketContext>): Promise<void> {
      const { socket } = payload.context;
      const before = reauthorize.news();
      const participant = await redeem(payload.documentName, payload.token);
      if (participant.personId !== socket.participant?.personId) {
        throw new Refusal(CloseCode.passRefused, 'pass_of_another_person');
      }
      const changed = participant.canEdit !== socket.participant.canEdit;
      Object.assign(socket.participant, participant);
      payload.connection.readOnly = !participant.canEdit;
      const { canEdit, reason } = participant;
      if (changed) socket.notify({ type: 'access', canEdit, reason });
      expiry.watch(socket);
      reauthorize.since(before, socket as SeatedSocket);
    },
  };
}
