/**
 * Counts the edits of this tab that the server has not acknowledged. The provider's own counter is off by what it
 * queued while offline; here an edit counts as acknowledged only when a message that carries it was answered, and
 * after a reconnection only once the whole difference to the server was.
 */
export class Acknowledgements {
  #made = 0;
  #acknowledged = 0;
  #inStep = false;
  #sent: { upTo: number; difference: boolean; clock: number }[] = [];

  /** An edit was made here. */
  made(): void {
    this.#made += 1;
  }

  /**
   * A message with text left: one edit, or the whole difference to what the server has.
   * @param clock up to which it, with what went before, carries this tab's letters
   */
  sent(difference: boolean, clock: number): void {
    this.#sent.push({ upTo: this.#made, difference, clock });
  }

  /**
   * The server answered the oldest message that was not answered yet: it is on disk.
   * @returns the clock up to which it has this tab's letters; null where one cannot say yet.
   */
  answered(): number | null {
    const message = this.#sent.shift();
    if (!message) return null;
    this.#inStep ||= message.difference;
    if (!this.#inStep) return null;
    this.#acknowledged = Math.max(this.#acknowledged, message.upTo);
    return message.clock;
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
