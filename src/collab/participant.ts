import type { Socket } from './socket.ts';

/** Who sits at the other end of a socket, as the database said when it redeemed their pass. */
export interface Participant {
  personId: string;
  personName: string;
  organizationId: string;
  organizationName: string;
  sector: string;
  /** The audiences of discussions they belong to, in the words of the database's notices. */
  audiences: readonly string[];
  chapterId: string;
  documentId: string;
  canEdit: boolean;
  /** Why the text is read-only for them; null when it is not. */
  reason: string | null;
  /** The session their pass was issued to; null where the Auth server names none. */
  sessionId: string | null;
  signedInAt: Date;
  expiresAt: Date;
}

/** What every Hocuspocus hook gets as its context. */
export interface SocketContext {
  socket: Socket;
}
