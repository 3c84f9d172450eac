import { CloseCode } from '#lib/domain/collaboration.ts';
import { Refusal } from './refusal.ts';

/**
 * Neighbours that one message may make Yjs look at to find where its items belong; some tens of milliseconds. Honest
 * items meet others only where people wrote at the same spot without seeing each other.
 */
const MOST_STEPS = 200_000;

/** How much one message may still make Yjs search. @throws {Refusal} when it is used up. */
export class Patience {
  /** What has been searched. */
  spent = 0;

  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > MOST_STEPS) throw new Refusal(CloseCode.tooLarge, 'message_too_large');
  }
}
