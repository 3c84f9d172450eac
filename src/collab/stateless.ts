import type { onStatelessPayload } from '@hocuspocus/server';
import { z } from 'zod';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Participant } from './participant.ts';
import { Refusal } from './refusal.ts';
import type { Sockets } from './sockets.ts';

const fromClient = z.object({ type: z.string().max(40) });

/**
 * Clients have nothing to say outside of the text and their presence: whatever they send is dropped, and what is not
 * even a message closes the socket. Rights and the discussion go through the web application.
 */
export function onStateless({ payload }: onStatelessPayload): void {
  let message: unknown;
  try {
    message = JSON.parse(payload);
  } catch {
    throw new Refusal(CloseCode.malformed, 'malformed_message');
  }
  if (!fromClient.safeParse(message).success) throw new Refusal(CloseCode.malformed, 'malformed_message');
}

/** Whether someone belongs to those whom a thread is for. */
export function isInAudience({ audiences }: Participant, audience: string): boolean {
  return audiences.includes(audience);
}

/** Tells the document's sockets that the discussion changed; only those who may read the thread, and its author. */
export function tellDiscussion(
  sockets: Sockets,
  documentId: string,
  audience: string,
  author?: string,
): void {
  const concerned = sockets.seated(
    (participant) =>
      participant.documentId === documentId &&
      (isInAudience(participant, audience) || participant.personId === author),
  );
  for (const socket of concerned) socket.notify({ type: 'discussion' });
}

/** Tells the document's sockets that its stage, chapters or votes changed. */
export function tellDocument(sockets: Sockets, documentId: string): void {
  for (const socket of sockets.seated((participant) => participant.documentId === documentId)) {
    socket.notify({ type: 'document' });
  }
}
