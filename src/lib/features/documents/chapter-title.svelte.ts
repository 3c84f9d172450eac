import { m } from '#lib/generated/paraglide/messages.js';

/** The title being typed for a new chapter: the page keeps it, because the form goes with the right to add one. */
export class ChapterTitle {
  typed = $state('');

  get waits(): boolean {
    return this.typed.trim() !== '';
  }

  /** What leaving the page would lose, in a sentence. */
  get atStake(): string | null {
    return this.waits ? m.documents_leave_title() : null;
  }
}
