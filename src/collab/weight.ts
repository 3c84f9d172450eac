import type * as Y from 'yjs';

/**
 * What an item counts beside its letters, in bytes: few where the text is encoded, some hundreds in memory. With half a
 * million of them the thread that writes texts down has no room any more.
 */
const ITEM_BYTES = 64;
/** A long text is not encoded more often than this, in milliseconds, only to be measured. */
const MEASURED_EVERY_MS = 5_000;
/** So many items may be cut by a deletion that nobody would call growth. */
const FEW_CUTS = 64;

/** What an edit adds to a text and takes out of it. */
export interface Change {
  /** Bytes of its entries in the log. */
  bytes: number;
  /** New items, of which each takes room of its own. */
  items: number;
  /** Items that it cuts in two: as many more. */
  cuts: number;
  /** Letters and nodes deleted; each takes a byte or more of the text. */
  removed: number;
}

/** Whether a text takes an edit: yes, no, or not known yet, because it was measured a moment ago and has changed since. */
export type Room = 'yes' | 'no' | 'later';

const growthOf = ({ bytes, items, cuts }: Change) => (items > 0 ? bytes : 0) + (items + cuts) * ITEM_BYTES;
const makesSmaller = (change: Change) =>
  (change.items === 0 && change.cuts <= FEW_CUTS) || growthOf(change) <= change.removed;

/**
 * How large a text is that is kept in memory, sent to everybody who comes and written down by a thread with bounded
 * memory. It is summed up from what is written, which is never too little: what is typed letter by letter takes less in
 * the end, and what is deleted is not subtracted, since two may delete the same. So before anything is refused for it, the
 * text is measured.
 */
export class Weight {
  readonly #document: Y.Doc;
  readonly #encodedBytes: () => number;
  #sum: number;
  /** What of the sum is being written down, and not in the text yet. */
  #pending = 0;
  #measuredAt = -Infinity;
  /** Nothing has changed since it was measured. */
  #isExact = false;

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
  roomFor(change: Change, most: number): Room {
    const fits = () => this.#sum + growthOf(change) - change.removed <= most;
    if (makesSmaller(change) || fits()) return 'yes';
    if (this.#isExact) return 'no';
    const now = performance.now();
    if (now - this.#measuredAt < MEASURED_EVERY_MS) return 'later';
    this.#measuredAt = now;
    this.#sum = this.#encodedBytes() + this.#items() + this.#pending;
    this.#isExact = this.#pending === 0;
    return fits() ? 'yes' : 'no';
  }

  /** How long until the text may be measured again, in milliseconds: then it is known whether there is room. */
  measuredIn(): number {
    return Math.max(0, this.#measuredAt + MEASURED_EVERY_MS - performance.now());
  }

  /** Counts an edit. Returns what to call once it is known whether it was stored. */
  add(change: Change): (stored: boolean) => void {
    const more = growthOf(change);
    this.#sum += more;
    this.#pending += more;
    this.#isExact = false;
    return (stored) => {
      this.#pending -= more;
      if (!stored) this.#sum -= more;
    };
  }
}
