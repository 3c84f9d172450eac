import * as Y from 'yjs';

/** So many parts of the text that came back are remembered, as each step looks at all of them: more than anybody undoes in a day. */
const MOST_RUNS = 20_000;

export type Step = Y.UndoManager['undoStack'][number];

/** The parts of a text that a set of clocks names. */
export function itemsOf(transaction: Y.Transaction, named: Step['deletions']): Y.Item[] {
  const items: Y.Item[] = [];
  Y.iterateDeletedStructs(transaction, named, (struct) => {
    if (struct instanceof Y.Item) items.push(struct);
  });
  return items;
}

/** What has come back by undoing, and what it had been: to Yjs it is something new. */
export class CameBack {
  /** In the order of their clocks: all of them are one's own. */
  readonly #runs: { from: number; length: number; of: Y.ID }[] = [];

  /** Remembers what has come back of what was taken out. */
  remember(transaction: Y.Transaction, { deletions }: Step): void {
    for (const { id, length, redone } of itemsOf(transaction, deletions)) {
      if (!redone || this.#runAt(redone.clock)) continue;
      const at = this.#indexOf(redone.clock) + 1;
      this.#runs.splice(at, 0, { from: redone.clock, length, of: id });
    }
    this.#runs.splice(0, this.#runs.length - MOST_RUNS);
  }

  /** The last run that begins at a clock, or before it. */
  #indexOf(clock: number): number {
    let [low, high] = [0, this.#runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#runs[middle]!.from <= clock) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #runAt(clock: number) {
    const run = this.#runs[this.#indexOf(clock)];
    return run && clock < run.from + run.length ? run : null;
  }

  /**
   * Divides what had been taken out, and what came back of it, alike: somebody has typed into that since, and what came
   * back beside it has become one with it. Yjs would go on with what is one with the first letter of it, and take too
   * little away, or too much, or put something in the wrong place.
   */
  divide(transaction: Y.Transaction): void {
    const { store } = transaction.doc;
    for (const { length, of } of this.#runs)
      for (let at = 0; at < length;) {
        const before = Y.getItem(store, Y.createID(of.client, of.clock + at));
        if (!(before instanceof Y.Item) || !before.redone) break;
        if (!(Y.getItem(store, before.redone) instanceof Y.Item)) break;
        const now = Y.getItemCleanStart(transaction, before.redone);
        const common = Math.min(now.length, before.length);
        for (const { id, length: all } of [now, before])
          if (all > common) Y.getItemCleanStart(transaction, Y.createID(id.client, id.clock + common));
        at = before.id.clock + common - of.clock;
      }
  }

  /** What a part of the text was at first. */
  firstOf(id: Y.ID, own: number): Y.ID {
    let first = id;
    for (let run = this.#runAt(id.clock); run && first.client === own; run = this.#runAt(first.clock))
      first = Y.createID(run.of.client, run.of.clock + first.clock - run.from);
    return first;
  }
}
