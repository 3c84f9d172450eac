import { CloseCode } from '#lib/domain/collaboration.ts';
import { Refusal } from './refusal.ts';

/**
 * Neighbours that one message may make Yjs look at to find where its items belong; some tens of milliseconds. Honest
 * items meet others only where people wrote at the same spot without seeing each other.
 */
const MOST_STEPS = 200_000;

/** How much one message may still make Yjs search. @throws {Refusal} when it is used up. */
export class Patience {
  /** What has been searched and looked at. */
  spent = 0;
  #searched = 0;

  /** Counts what is only looked at, which is never too much for one message: a whole chapter may be deleted. */
  look(steps: number): void {
    this.spent += steps;
  }

  spend(steps: number): void {
    this.spent += steps;
    this.#searched += steps;
    if (this.#searched > MOST_STEPS) throw new Refusal(CloseCode.tooLarge, 'message_too_large');
  }
}
