import type { PresentPerson } from '#lib/domain/collab-notice.ts';

/** People at another server are here as long as it goes on saying so, in milliseconds. */
const BELIEVED_MS = 12_000;

interface Said {
  people: readonly PresentPerson[];
  at: number;
}

/** Who has a document open at other servers, as they last said. */
export class PresenceElsewhere {
  /** By document, then by server. */
  readonly #said = new Map<string, Map<string, Said>>();

  /** @returns whether anything changed by it */
  hear(server: string, documentId: string, people: readonly PresentPerson[]): boolean {
    const servers = this.#said.get(documentId) ?? new Map<string, Said>();
    const before = JSON.stringify(servers.get(server)?.people ?? []);
    if (people.length > 0) servers.set(server, { people, at: performance.now() });
    else servers.delete(server);
    if (servers.size > 0) this.#said.set(documentId, servers);
    else this.#said.delete(documentId);
    return JSON.stringify(people) !== before;
  }

  of(documentId: string): PresentPerson[] {
    return [...(this.#said.get(documentId)?.values() ?? [])].flatMap(({ people }) => people);
  }

  /** Forgets servers that have fallen silent. @returns the documents in which somebody is gone by it */
  forgetSilent(): string[] {
    const changed: string[] = [];
    for (const [documentId, servers] of this.#said) {
      const before = servers.size;
      for (const [server, { at }] of servers)
        if (performance.now() - at > BELIEVED_MS) servers.delete(server);
      if (servers.size < before) changed.push(documentId);
      if (servers.size === 0) this.#said.delete(documentId);
    }
    return changed;
  }
}
