import type { PresentPerson } from '#lib/domain/collaboration.ts';
import type { Sockets } from './sockets.ts';

const TOGETHER_MS = 100;

/** Tells everybody in a document who has which of its chapters open. Changes within a tenth of a second go together. */
export function presence(sockets: Sockets) {
  const waiting = new Map<string, NodeJS.Timeout>();

  function tell(documentId: string): void {
    waiting.delete(documentId);
    const present = sockets.seated((person) => person.documentId === documentId);
    const people = new Map<string, PresentPerson>();
    for (const { participant, connection } of present) {
      if (!connection) continue;
      people.set(`${participant.personId} ${participant.chapterId}`, {
        personId: participant.personId,
        name: participant.personName,
        organization: participant.organizationName,
        sector: participant.sector,
        chapterId: participant.chapterId,
      });
    }
    for (const socket of present) socket.notify({ type: 'presence', people: [...people.values()] });
  }

  return {
    changed(documentId: string): void {
      if (waiting.has(documentId)) return;
      waiting.set(
        documentId,
        setTimeout(() => tell(documentId), TOGETHER_MS),
      );
    },
    stop(): void {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

export type Presence = ReturnType<typeof presence>;
