import { setTimeout as pause } from 'node:timers/promises';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { buckets } from './buckets.ts';
import type { Limits } from './limits.ts';
import { Refusal } from './refusal.ts';
import type { Socket } from './socket.ts';

const DAY_SECONDS = 24 * 60 * 60;

export type Allowances = ReturnType<typeof allowances>;

/** What one person's edits may cost everybody, over all their sockets; no message alone says whether it is too much. */
export function allowances(limits: Pick<Limits, 'searchesPerSecond' | 'searchBurst' | 'newClientsPerDay'>) {
  const searches = buckets(limits.searchesPerSecond, limits.searchBurst);
  const clients = buckets(limits.newClientsPerDay / DAY_SECONDS, limits.newClientsPerDay);
  const inChapter = (chapterId: string, personId: string) => clients(`${chapterId} ${personId}`);

  return {
    /** Whether what this person had searched before is not paid for yet. */
    owesSearches: (personId: string) => searches(personId).spend(0) > 0,

    /** Waits until it is; what the socket sends meanwhile waits at the other end. */
    async paySearches(personId: string, socket: Socket): Promise<void> {
      for (let wait = searches(personId).spend(0); wait > 0; wait = searches(personId).spend(0)) {
        socket.hold(wait);
        await pause(wait, undefined, { ref: false });
      }
    },

    searched: (personId: string, steps: number) => void searches(personId).spend(steps),

    /**
     * Counts Yjs client ids that a chapter does not know yet. Returns what takes them back.
     * @throws {Refusal} when there have been too many; there is room for more some time later.
     */
    addClients(chapterId: string, personId: string, count: number): () => void {
      if (count === 0) return () => {};
      const bucket = inChapter(chapterId, personId);
      if (bucket.spend(0) > 0) throw new Refusal(CloseCode.full, 'flood');
      bucket.spend(count);
      return () => void bucket.spend(-count);
    },
  };
}
