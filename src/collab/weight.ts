import type * as Y from 'yjs';

/**
 * What an item counts beside its letters, in bytes: few where the text is encoded, some hundreds in memory. With half a
 * million of them the thread that writes texts down has no room any more.
 */
const ITEM_BYTES = 64;
/** A long text is not encoded more often than this, in milliseconds, only to be measured. */
const MEASURED_FOR_MS = 30_000;

/** What an edit adds to a text and takes out of it. */
export interface Change {
  /** Bytes of its entries in the log. */
  bytes: number;
  /** New items, of which each takes room of its own. */
  items: number;
  /** Letters and nodes deleted; each takes a byte or more of the text. */
  removed: number;
}

const growthOf = ({ bytes, items }: Change) => (items > 0 ? bytes + items * ITEM_BYTES : 0);

/**
 * How large a text is that is kept in memory, sent to everybody who comes and written down by a thread with bounded
 * memory. It is summed up from what is written, which is never too little: what is typed letter by letter takes less in
 * the end. So before anything is refused for it, the text is measured.
 */
export class Weight {
  readonly #document: Y.Doc;
  readonly #encodedBytes: () => number;
  #sum: number;
  #measuredAt = -Infinity;

  /** @param encodedBytes how long the text is, encoded; may take its time */
  constructor(document: Y.Doc, startBytes: number, encodedBytes: () => number) {
    this.#document = document;
    this.#encodedBytes = encodedBytes;
    this.#sum = startBytes + this.#items();
  }

  #items(): number {
    let items = 0;
    for (const structs of this.#document.store.clients.values()) items += structs.length;
    return items * ITEM_BYTES;
  }

  /** Whether there is room for an edit; for one that makes the text smaller, always. */
  hasRoom(change: Change, most: number): boolean {
    const more = growthOf(change) - change.removed;
    if (more <= 0 || this.#sum + more <= most) return true;
    const now = performance.now();
    if (now - this.#measuredAt < MEASURED_FOR_MS) return false;
    this.#measuredAt = now;
    this.#sum = this.#encodedBytes() + this.#items();
    return this.#sum + more <= most;
  }

  /** Counts an edit. Returns what takes it back, should it not be stored. */
  add(change: Change): () => void {
    const more = growthOf(change) - change.removed;
    this.#sum += more;
    return () => void (this.#sum -= more);
  }
}
