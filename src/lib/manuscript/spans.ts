/** From this clock on, until the next step, a client's items are of this sitting. */
export type Step = [from: number, session: number];

/** Whose each Yjs item is: for every client, the sittings its clocks belong to. */
export class Spans {
  readonly #clients: Map<number, Step[]>;

  constructor(stored: Readonly<Record<string, Step[]>> = {}) {
    this.#clients = new Map(Object.entries(stored).map(([client, steps]) => [Number(client), steps]));
  }

  /** A client wrote on: from this clock all that it wrote is of the sitting. */
  grow(client: number, from: number, session: number): void {
    const steps = this.#clients.get(client);
    if (!steps) this.#clients.set(client, [[from, session]]);
    else if (steps.at(-1)![1] !== session) this.#put(steps, steps.length, from, session);
  }

  /** Part of what a client wrote is of another sitting: words that were there before and only moved or came back. */
  give(client: number, from: number, to: number, session: number): void {
    const steps = this.#clients.get(client)!;
    const [, after] = steps[this.#find(steps, to)]!;
    const kept = steps.filter(([start]) => start < from || start > to);
    const place = kept.findLastIndex(([start]) => start < from) + 1;
    kept.splice(place, 0, [from, session], [to, after]);
    const merged = kept.filter((step, at) => step[1] !== kept[at - 1]?.[1]);
    this.#clients.set(client, merged);
  }

  /** The sittings of a stretch of clocks, as lengths in order. */
  of(client: number, clock: number, length: number): [length: number, session: number][] {
    const steps = this.#clients.get(client);
    if (!steps) return [];
    const found: [number, number][] = [];
    for (let at = this.#find(steps, clock), from = clock; from < clock + length; at += 1) {
      const to = Math.min(steps[at + 1]?.[0] ?? Infinity, clock + length);
      found.push([to - from, steps[at]![1]]);
      from = to;
    }
    return found;
  }

  toJSON(): Record<string, Step[]> {
    return Object.fromEntries(this.#clients);
  }

  #find(steps: readonly Step[], clock: number): number {
    let low = 0;
    let high = steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (steps[middle]![0] <= clock) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #put(steps: Step[], at: number, from: number, session: number): void {
    if (steps[at - 1]?.[0] === from) steps[at - 1]![1] = session;
    else steps.splice(at, 0, [from, session]);
  }
}
