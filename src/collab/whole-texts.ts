import { buckets } from './buckets.ts';
import type { Limits } from './limits.ts';
import type { Socket } from './socket.ts';

/** Milliseconds of its future that a person may have spent already; then it is no haste any more. */
const OVERDRAWN_MS = 5_000;

/**
 * How often a person may ask for the difference to a whole text, over all their sockets: each time the text is put
 * together for them alone, in the time of everybody.
 */
export function wholeTexts(limits: Pick<Limits, 'wholeTextsPerSecond' | 'wholeTextBurst'>) {
  const of = buckets(limits.wholeTextsPerSecond, limits.wholeTextBurst);

  return {
    /**
     * Counts what a socket asks for: says for how many milliseconds it must now be held, or null when this is not
     * answered any more. What it asked for before it was known who it is counts with what they ask for next.
     */
    asker(socket: Pick<Socket, 'participant'>): () => number | null {
      let asked = 0;
      return () => {
        asked += 1;
        if (!socket.participant) return 0;
        const throttle = of(socket.participant.personId);
        if (throttle.spend(0) > OVERDRAWN_MS) return null;
        const wait = throttle.spend(asked);
        asked = 0;
        return wait;
      };
    },
  };
}
