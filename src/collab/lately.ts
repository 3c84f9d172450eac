import type { CollabNotice } from '#lib/domain/collab-notice.ts';
import type { Participant } from './participant.ts';
import type { SeatedSocket, Sockets } from './sockets.ts';

/** How long it may take from when a page is read to when it comes in: a slow line, an old telephone. */
const LATELY_MS = 30_000;

/** Within this time everybody reads again what they may have missed, not all in one moment. */
const SPREAD_MS = 2_000;

type Type = Extract<CollabNotice['type'], 'document' | 'discussion'>;

/** What pages are told to read again, and who is told. */
export interface Retold {
  type: Type;
  concerns: (participant: Participant) => boolean;
}

/**
 * Tells open sockets what to read again, and whoever comes in later what was told lately: between reading the page and
 * coming in nobody hears anything, and what was said then would not be seen until the next word.
 */
export function retelling(sockets: Sockets, now: () => number = () => performance.now()) {
  let told: (Retold & { at: number })[] = [];
  const everything = ['document', 'discussion'] as const;

  return {
    tell({ type, concerns }: Retold): void {
      const at = now();
      told = [...told.filter((each) => at - each.at < LATELY_MS), { type, concerns, at }];
      for (const socket of sockets.seated(concerns)) socket.notify({ type });
    },
    /** Nobody knows what was said: everybody reads all again, and whoever comes in lately, too. */
    missed(): void {
      const concerns = () => true;
      // Whatever was told before is among it.
      told = everything.map((type) => ({ type, concerns, at: now() }));
      for (const socket of sockets.seated(concerns))
        setTimeout(() => {
          for (const type of everything) socket.notify({ type });
        }, Math.random() * SPREAD_MS).unref();
    },
    /** What this one may have missed. */
    welcome(socket: SeatedSocket): void {
      const at = now();
      const missed = told.filter((each) => at - each.at < LATELY_MS && each.concerns(socket.participant));
      for (const type of new Set(missed.map(({ type }) => type))) socket.notify({ type });
    },
  };
}

export type Retelling = ReturnType<typeof retelling>;
