/** What a message carries, with what went before. */
export interface Mark {
  /** Up to which clock this tab's letters. */
  clock: number;
  /** How many removals of texts. */
  removals: number;
}

/**
 * Counts the edits of this tab that the server has not acknowledged. The provider's own counter is off by what it
 * queued while offline; here an edit counts as acknowledged only when a message that carries it was answered, and
 * after a reconnection only once the whole difference to the server was.
 */
export class Acknowledgements {
  #made = 0;
  #acknowledged = 0;
  #inStep = false;
  #sent: { upTo: number; difference: boolean; mark: Mark }[] = [];

  /** An edit was made here. */
  made(): void {
    this.#made += 1;
  }

  /**
   * A message with text left: one edit, or the whole difference to what the server has.
   * @param mark what it carries
   */
  sent(difference: boolean, mark: Mark): void {
    this.#sent.push({ upTo: this.#made, difference, mark });
  }

  /**
   * The server answered the oldest message that was not answered yet: it is on disk.
   * @returns what the server has; null where one cannot say yet.
   */
  answered(): Mark | null {
    const message = this.#sent.shift();
    if (!message) return null;
    this.#inStep ||= message.difference;
    if (!this.#inStep) return null;
    this.#acknowledged = Math.max(this.#acknowledged, message.upTo);
    return message.mark;
  }

  /** The connection is gone: nothing that was sent and not answered counts. */
  lost(): void {
    this.#sent = [];
    this.#inStep = false;
  }

  get unsent(): number {
    return this.#made - this.#acknowledged;
  }
}
