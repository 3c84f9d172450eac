/** What one socket, one person and one chapter may take. Far above honest use, far below what hurts the others. */
export const limits = {
  /** Bytes of one message; a pasted chapter of 100 pages is about a quarter. */
  messageBytes: 2 * 1024 * 1024,
  /** Milliseconds to show a pass. */
  authenticationMs: 10_000,
  /** Sockets that have not shown a pass, over the whole server. */
  unauthenticatedSockets: 500,
  /** The same from one address; a whole office may have one, and its sockets show their pass within a second. */
  unauthenticatedPerNetwork: 150,
  /** Bytes that a socket may send before its pass is read. */
  unauthenticatedBytes: 256 * 1024,
  /**
   * Bytes beside those in which it may say what it has of the text: some seven for every page that ever wrote in the
   * chapter, 14 at the most. These are 150,000 pages; a person with ill will adds 300 a day.
   */
  stateVectorBytes: 1024 * 1024,
  /** Bytes that all sockets may have sent before their passes are read, beyond 16 KiB of each. */
  waitingBytes: 32 * 1024 * 1024,
  socketsPerPerson: 100,
  socketsPerChapter: 1_000,
  /** Milliseconds for which a request waits for news, and after which somebody who does not ask has gone. */
  httpPollMs: 20_000,
  httpSilenceMs: 15_000,
  /** Connections over HTTP at once; of as many ended ones it is still known why. */
  httpSessions: 2_000,
  /** Bytes waiting for a reader that does not take them. */
  bufferedBytes: 8 * 1024 * 1024,
  /** Messages a second, sustained and at once. A fast typist sends about 15 with the caret's own messages. */
  messagesPerSecond: 100,
  messageBurst: 400,
  bytesPerSecond: 1024 * 1024,
  byteBurst: 12 * 1024 * 1024,
  /** Bytes of edits of one person, over all sockets: a text of 300 pages is 2 MiB, and who types sends 1 KiB a second. */
  editBytesPerSecond: 256 * 1024,
  editByteBurst: 24 * 1024 * 1024,
  /** What a chapter's text may take (weight.ts); 300 pages with 60,000 edits all over them take 10 MiB. */
  chapterBytes: 24 * 1024 * 1024,
  /** Differences to whole texts that a person may ask for, over all sockets. */
  wholeTextsPerSecond: 4,
  wholeTextBurst: 50,
  /** Neighbours that a person's edits may make Yjs look at (sibling-list.ts): some 10 ms of each second, 200 ms at once. */
  searchesPerSecond: 50_000,
  searchBurst: 1_000_000,
  /** Yjs client ids under which a person may begin to write in one chapter: each time it is opened anew is one. */
  newClientsPerDay: 300,
  /** Bytes of one person's presence (caret, activity). */
  awarenessBytes: 4 * 1024,
  /** Milliseconds a text may stay unstored before its author is told that it is; while a step holds writing, none count. */
  appendMs: 1_500,
  /** Milliseconds without an edit after which a chapter's text is written down, and the longest it waits for that. */
  writeDownIdleMs: 2_000,
  writeDownAtMostMs: 10_000,
  /** Memory of the thread that writes texts down; beyond, it is ended and started again. */
  scribeMegabytes: 512,
  /** Milliseconds for which a history may keep that thread without giving others their turn. */
  historyTurnMs: 30_000,
  /** Milliseconds for which one that did is left out; then it is tried again, and alarms again if it still does. */
  historyAgainMs: 60 * 60_000,
} as const;

export type Limits = { [name in keyof typeof limits]: number };

/**
 * A token bucket that never refuses: it says how many milliseconds too early the last spending came. Like all that only
 * asks how long ago something was, it goes by the clock that nobody sets: the machine's own may be put back by an hour.
 */
export class Throttle {
  #tokens: number;
  #at: number;
  readonly #perSecond: number;
  readonly #burst: number;

  constructor(perSecond: number, burst: number, now = performance.now()) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Whether nothing of it is missing. */
  isFull(now = performance.now()): boolean {
    this.spend(0, now);
    return this.#tokens >= this.#burst;
  }

  /** Spends, and returns how long the spender must now wait: 0 while the bucket holds. */
  spend(cost: number, now = performance.now()): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond) - cost;
    this.#at = now;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.#perSecond) * 1000);
  }
}
