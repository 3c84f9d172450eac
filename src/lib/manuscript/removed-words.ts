import { findWords } from './find-words.ts';

/** Characters in a row of one sitting (null: of nobody yet), and how many of them left the text in the edit at hand. */
export type Claim = [length: number, session: number | null, moved: number];

type Id = [client: number, clock: number];

/** Words that left the text together, whose they were, and the Yjs ids of their first and last character. */
export interface Removed {
  text: string;
  runs: [length: number, session: number][];
  first: Id;
  last: Id;
}

/** Shorter pieces are what anybody types by chance. */
const LEAST = 8;
/** Within one edit: shorter pieces are no sign that a sentence was moved. */
const LEAST_MOVED = 3;
const MOST_ENTRIES = 200;
const MOST_CHARACTERS = 100_000;
/**
 * How many letters and entries are looked at for the words that one edit brought: a fifth of a second at most, in the
 * thread that writes every chapter's text down. What is found beyond that by nothing is of whoever sent it.
 */
const MOST_LOOKED_AT = 20_000_000;

const same = (a: Id | null, b: Id) => a !== null && a[0] === b[0] && a[1] === b[1];

const overlap = (a: [number, number], b: [number, number]) =>
  Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));

function slice(runs: Removed['runs'], from: number, to: number): Removed['runs'] {
  const part: Removed['runs'] = [];
  let at = 0;
  for (const [length, session] of runs) {
    const taken = Math.min(at + length, to) - Math.max(at, from);
    if (taken > 0) part.push([taken, session]);
    at += length;
  }
  return part;
}

/**
 * Words that were taken out lately. When they come back they are still whoever wrote them: the editor splits and joins
 * paragraphs, and undoes and restores, by deleting and writing anew under the id of whoever pressed the key. A copy finds
 * nothing here, as its original is still in the text: it is of whoever made it.
 */
export class RemovedWords {
  readonly #entries: Removed[];
  /** Those of the edit at hand, and which characters of theirs went in it. */
  #moving = new Map<Removed, [from: number, to: number]>();
  /** What of `MOST_LOOKED_AT` the edit at hand has left. */
  #left = MOST_LOOKED_AT;

  constructor(stored: readonly Removed[] = []) {
    this.#entries = [...stored];
  }

  /** Another edit begins. */
  next(): void {
    this.#moving = new Map();
    this.#left = MOST_LOOKED_AT;
  }

  /** Words left the text; `before` and `after` are the ids beside them, so that keystroke by keystroke makes one entry. */
  add(removed: Removed, before: Id | null, after: Id | null): void {
    const last = this.#entries.at(-1);
    const more = removed.text.length;
    const known = last && this.#moving.get(last);
    if (last && same(after, last.first)) {
      this.#moving.set(last, [0, more + (known?.[1] ?? 0)]);
      last.text = removed.text + last.text;
      last.runs.unshift(...removed.runs);
      last.first = removed.first;
    } else if (last && same(before, last.last)) {
      this.#moving.set(last, [known?.[0] ?? last.text.length, last.text.length + more]);
      last.text += removed.text;
      last.runs.push(...removed.runs);
      last.last = removed.last;
    } else {
      if (last && last.text.length < LEAST && !known) this.#entries.pop();
      this.#entries.push(removed);
      this.#moving.set(removed, [0, more]);
      this.#forget();
    }
  }

  #forget(): void {
    let characters = this.#entries.reduce((sum, { text }) => sum + text.length, 0);
    while (
      this.#entries.length > 1 &&
      (this.#entries.length > MOST_ENTRIES || characters > MOST_CHARACTERS) &&
      !this.#moving.has(this.#entries[0]!)
    ) {
      characters -= this.#entries.shift()!.text.length;
    }
  }

  /** Whether there is time left for looking at so much. */
  #look(at: number): boolean {
    if (at > this.#left) return false;
    this.#left -= at;
    return true;
  }

  #find(text: string, words: string): number {
    if (words.length > text.length || !this.#look(text.length + words.length)) return -1;
    return findWords(text, words);
  }

  /** Whose the words that came in were; what is claimed is taken from here, so that it comes back once. */
  claim(text: string): Claim[] {
    if (!text) return [];
    const nobody: Claim[] = [[text.length, null, 0]];
    if (!this.#look(this.#entries.length)) return nobody;
    const least = (entry: Removed) => (this.#moving.has(entry) ? LEAST_MOVED : LEAST);
    const newest = this.#entries.at(-1);
    const whole = this.#entries.findLast(
      (entry) => entry.text === text && (entry === newest || this.#moving.has(entry) || text.length >= LEAST),
    );
    if (whole) return this.#take(whole, 0, text.length);
    let at = -1;
    const around = this.#entries.findLast(
      (entry) => text.length >= least(entry) && (at = this.#find(entry.text, text)) >= 0,
    );
    if (around) return this.#take(around, at, text.length);
    const inside = this.#entries
      .filter((entry) => entry.text.length >= least(entry) && entry.text.length < text.length)
      .toSorted((one, other) => other.text.length - one.text.length)
      .find((entry) => (at = this.#find(text, entry.text)) >= 0);
    if (!inside) return nobody;
    const { length } = inside.text;
    const middle = this.#take(inside, 0, length);
    return [...this.claim(text.slice(0, at)), ...middle, ...this.claim(text.slice(at + length))];
  }

  #take(entry: Removed, from: number, length: number): Claim[] {
    const { text, runs, first, last } = entry;
    const to = from + length;
    const moving = this.#moving.get(entry);
    this.#moving.delete(entry);
    const rests = [
      { at: 0, rest: { text: text.slice(0, from), runs: slice(runs, 0, from), first, last: first } },
      { at: to, rest: { text: text.slice(to), runs: slice(runs, to, text.length), first: last, last } },
    ].filter(({ rest }) => rest.text.length >= LEAST_MOVED);
    this.#entries.splice(this.#entries.indexOf(entry), 1, ...rests.map(({ rest }) => rest));
    if (moving) for (const { at, rest } of rests) this.#moving.set(rest, [moving[0] - at, moving[1] - at]);
    let at = from;
    return slice(runs, from, to).map(([taken, session]) => {
      const start = at;
      at += taken;
      return [taken, session, moving ? overlap(moving, [start, at]) : 0];
    });
  }

  toJSON(): Removed[] {
    return this.#entries;
  }
}
