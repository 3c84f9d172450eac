/**
 * Counts the edits of this tab that the server has not acknowledged. The provider's own counter is off by what it
 * queued while offline; here an edit counts as acknowledged only when a message that carries it was answered, and
 * after a reconnection only once the whole difference to the server was.
 */
export class Acknowledgements {
  #made = 0;
  #acknowledged = 0;
  #inStep = false;
  #sent: { upTo: number; difference: boolean }[] = [];

  /** An edit was made here. */
  made(): void {
    this.#made += 1;
  }

  /** A message with text left: one edit, or the whole difference to what the server has. */
  sent(difference: boolean): void {
    this.#sent.push({ upTo: this.#made, difference });
  }

  /** The server answered the oldest message that was not answered yet: it is on disk. */
  answered(): void {
    const message = this.#sent.shift();
    if (!message) return;
    this.#inStep ||= message.difference;
    if (this.#inStep) this.#acknowledged = Math.max(this.#acknowledged, message.upTo);
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
