import type { PresentPerson } from '#lib/domain/collab-notice.ts';
import { type Bus, noBus } from './bus.ts';
import { PresenceElsewhere } from './presence-elsewhere.ts';
import type { SeatedSocket, Sockets } from './sockets.ts';

const TOGETHER_MS = 100;
const TOGETHER_MS_PER_SOCKET = 5;
const MOST_NAMED = 200;
/** How often a server says again who is there, in milliseconds. */
const SAID_AGAIN_MS = 5_000;

/**
 * Tells everybody in a document who has which of its chapters open. Changes within a tenth of a second go together,
 * within more where many are present; beyond 200 people the list is cut, as nobody reads it to its end.
 */
export function presence(sockets: Sockets, bus: Bus) {
  const waiting = new Map<string, NodeJS.Timeout>();
  const elsewhere = new PresenceElsewhere();

  const keyOf = ({ personId, chapterId }: PresentPerson) => `${personId} ${chapterId}`;

  function peopleHere(present: readonly SeatedSocket[]): Map<string, PresentPerson> {
    const people = new Map<string, PresentPerson>();
    for (const { participant, connection } of present) {
      if (!connection) continue;
      if (people.size >= MOST_NAMED) break;
      const person = {
        personId: participant.personId,
        name: participant.personName,
        organization: participant.organizationName,
        sector: participant.sector,
        chapterId: participant.chapterId,
      };
      people.set(keyOf(person), person);
    }
    return people;
  }

  const inDocument = (documentId: string) => sockets.seated((person) => person.documentId === documentId);

  function tell(documentId: string): void {
    waiting.delete(documentId);
    const present = inDocument(documentId);
    const people = peopleHere(present);
    bus.tell({ kind: 'present', document: documentId, people: [...people.values()] });
    for (const person of elsewhere.of(documentId)) {
      if (people.size < MOST_NAMED) people.set(keyOf(person), person);
    }
    for (const socket of present) socket.notify({ type: 'presence', people: [...people.values()] });
  }

  function changed(documentId: string): void {
    if (waiting.has(documentId)) return;
    const wait = TOGETHER_MS + inDocument(documentId).length * TOGETHER_MS_PER_SOCKET;
    waiting.set(
      documentId,
      setTimeout(() => tell(documentId), wait),
    );
  }

  const again = setInterval(() => {
    for (const documentId of elsewhere.forgetSilent()) changed(documentId);
    const open = new Set(sockets.seated(() => true).map(({ participant }) => participant.documentId));
    for (const document of open)
      bus.tell({ kind: 'present', document, people: [...peopleHere(inDocument(document)).values()] });
  }, SAID_AGAIN_MS);
  if (bus === noBus) clearInterval(again);

  return {
    changed,
    /** Another server says who is there. */
    heard(server: string, documentId: string, people: readonly PresentPerson[]): void {
      if (elsewhere.hear(server, documentId, people)) changed(documentId);
    },
    stop(): void {
      clearInterval(again);
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

export type Presence = ReturnType<typeof presence>;
