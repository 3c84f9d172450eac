import type { PresentPerson } from '#lib/domain/collab-notice.ts';
import type { Sockets } from './sockets.ts';

const TOGETHER_MS = 100;
const TOGETHER_MS_PER_SOCKET = 5;
const MOST_NAMED = 200;

/**
 * Tells everybody in a document who has which of its chapters open. Changes within a tenth of a second go together,
 * within more where many are present; beyond 200 people the list is cut, as nobody reads it to its end.
 */
export function presence(sockets: Sockets) {
  const waiting = new Map<string, NodeJS.Timeout>();

  function tell(documentId: string): void {
    waiting.delete(documentId);
    const present = sockets.seated((person) => person.documentId === documentId);
    const people = new Map<string, PresentPerson>();
    for (const { participant, connection } of present) {
      if (!connection) continue;
      if (people.size >= MOST_NAMED) break;
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
      const present = sockets.seated((person) => person.documentId === documentId).length;
      const wait = TOGETHER_MS + present * TOGETHER_MS_PER_SOCKET;
      waiting.set(
        documentId,
        setTimeout(() => tell(documentId), wait),
      );
    },
    stop(): void {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

export type Presence = ReturnType<typeof presence>;
