import type { onStatelessPayload } from '@hocuspocus/server';
import { z } from 'zod';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Retold } from './lately.ts';
import type { Participant } from './participant.ts';
import { Refusal } from './refusal.ts';

/** `people`: exactly who was told a confidence; without it the audience says. `person`: the author. */
interface DiscussionMessage {
  document: string;
  audience: string;
  person?: string | null | undefined;
  people?: string[] | null | undefined;
}

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

/** That the discussion changed; only for those who may read the thread, and its author. */
export function discussionTold(said: DiscussionMessage): Retold {
  return {
    type: 'discussion',
    concerns: (participant) =>
      participant.documentId === said.document &&
      (participant.personId === said.person ||
        (said.people
          ? said.people.includes(participant.personId)
          : isInAudience(participant, said.audience))),
  };
}

/** That the document's stage, chapters or votes changed. */
export function documentTold(documentId: string): Retold {
  return { type: 'document', concerns: (participant) => participant.documentId === documentId };
}
