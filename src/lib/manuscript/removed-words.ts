import { findWords } from './find-words.ts';
import {
  BESIDE,
  type Came,
  besideIn,
  isInPlace,
  judgePieces,
  LEAST,
  LEAST_MOVED,
  type Piece,
  type Removed,
  type Source,
} from './judge-pieces.ts';

/** Characters in a row of one sitting (null: of nobody yet), and how many of them left the text in the edit at hand. */
export type Claim = [length: number, session: number | null, moved: number];

const MOST_ENTRIES = 200;
const MOST_CHARACTERS = 100_000;
/**
 * How many letters and entries are looked at for the words that one edit brought: a fifth of a second at most, in the
 * thread that writes every chapter's text down. What is found beyond that by nothing is of whoever sent it.
 */
const MOST_LOOKED_AT = 20_000_000;

type Id = Removed['first'];

/** Which characters of an entry went in the edit at hand. */
interface Moving extends Source {
  from: number;
  to: number;
}

/** What was found of the words of one edit, and by entry. */
interface Found {
  pieces: Piece[];
  taken: Map<Removed, Piece[]>;
}

const same = (a: Id, b: Id) => a !== null && b !== null && a[0] === b[0] && a[1] === b[1];

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
  /** Those of the edit at hand. */
  #moving = new Map<Removed, Moving>();
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

  /**
   * Words left a block; `before` and `after` are the ids beside them, so that keystroke by keystroke makes one entry. Those
   * of one block come in order.
   */
  add(removed: Removed, before: Id, after: Id, block: object = removed): void {
    const last = this.#entries.at(-1);
    const more = removed.text.length;
    const known = last && this.#moving.get(last);
    const source = { block, run: known?.run ?? this.#moving.size };
    if (last && same(after, last.first)) {
      this.#moving.set(last, { ...source, from: 0, to: more + (known?.to ?? 0) });
      last.text = removed.text + last.text;
      last.runs.unshift(...removed.runs);
      last.first = removed.first;
      last.beside = [removed.beside?.[0] ?? '', last.beside?.[1] ?? ''];
    } else if (last && same(before, last.last)) {
      this.#moving.set(last, {
        ...source,
        from: known?.from ?? last.text.length,
        to: last.text.length + more,
      });
      last.text += removed.text;
      last.runs.push(...removed.runs);
      last.last = removed.last;
      last.beside = [last.beside?.[0] ?? '', removed.beside?.[1] ?? ''];
    } else {
      if (last && last.text.length < LEAST && !known) this.#entries.pop();
      this.#entries.push(removed);
      this.#moving.set(removed, { block, run: this.#moving.size, from: 0, to: more });
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

  /** Whose words are that came in as a block of their own. */
  claim(text: string): Claim[] {
    return this.claimAll([{ text, beside: ['', ''], block: 0 }])[0]!;
  }

  /**
   * Whose the words were that one edit brought in, in the order of the text; what is claimed is taken from here, so that
   * it comes back once.
   */
  claimAll(came: readonly Came[]): Claim[][] {
    const found: Found = { pieces: [], taken: new Map() };
    const rest = [...came.entries()].filter(([index, words]) => !this.#whole(words, index, found));
    for (const [index, words] of rest) this.#search(words, index, 0, words.text.length, found);
    const given = judgePieces(found.pieces, this.#moving);
    const at = Map.groupBy(given, ({ index }) => index);
    const claims = came.map(({ text }, index) => this.#claims(text, at.get(index) ?? []));
    for (const [entry, pieces] of Map.groupBy(given, (piece) => piece.entry)) this.#take(entry, pieces);
    return claims;
  }

  /** Whether all of some words are all of an entry. */
  #whole(came: Came, index: number, found: Found): boolean {
    const { text } = came;
    if (!text || !this.#look(this.#entries.length)) return false;
    const newest = this.#entries.at(-1);
    const isSame = (entry: Removed) =>
      entry.text === text &&
      !found.taken.has(entry) &&
      (entry === newest || this.#moving.has(entry) || text.length >= LEAST);
    const pieceOf = (entry: Removed): Piece => {
      return { came, index, start: 0, entry, at: 0, length: text.length };
    };
    const fits = (entry: Removed) => isSame(entry) && this.#look(2 * BESIDE) && isInPlace(pieceOf(entry));
    const entry = this.#entries.findLast(fits) ?? this.#entries.findLast(isSame);
    return !!entry && this.#note(pieceOf(entry), found);
  }

  /** What of some words is part of an entry; or the longest entry inside of them, and what is beside that. */
  #search(came: Came, index: number, start: number, end: number, found: Found): void {
    const text = came.text.slice(start, end);
    if (text.length < LEAST_MOVED || !this.#look(this.#entries.length)) return;
    const isPart = (entry: Removed) => {
      if (text.length < (this.#moving.has(entry) ? LEAST_MOVED : LEAST)) return false;
      const at = this.#find(entry.text, text);
      return at >= 0 && this.#note({ came, index, start, entry, at, length: text.length }, found);
    };
    if (this.#entries.findLast(isPart)) return;
    let at = -1;
    const inside = this.#entries
      .filter((entry) => entry.text.length >= LEAST && entry.text.length < text.length)
      .filter((entry) => !found.taken.has(entry))
      .toSorted((one, other) => other.text.length - one.text.length)
      .find((entry) => (at = this.#find(text, entry.text)) >= 0);
    if (!inside) return;
    const { length } = inside.text;
    this.#note({ came, index, start: start + at, entry: inside, at: 0, length }, found);
    this.#search(came, index, start, start + at, found);
    this.#search(came, index, start + at + length, end, found);
  }

  /** Notes a piece, unless what it would be of is another's already. */
  #note(piece: Piece, { pieces, taken }: Found): boolean {
    const others = taken.get(piece.entry) ?? [];
    const to = piece.at + piece.length;
    if (!this.#look(others.length)) return false;
    if (others.some(({ at, length }) => at < to && piece.at < at + length)) return false;
    others.push(piece);
    taken.set(piece.entry, others);
    pieces.push(piece);
    return true;
  }

  #claims(text: string, pieces: readonly Piece[]): Claim[] {
    const claims: Claim[] = [];
    let done = 0;
    const nobodysUpTo = (to: number) => {
      if (to > done) claims.push([to - done, null, 0]);
    };
    for (const { start, entry, at, length } of pieces.toSorted((one, other) => one.start - other.start)) {
      nobodysUpTo(start);
      const moving = this.#moving.get(entry);
      let from = at;
      for (const [taken, session] of slice(entry.runs, at, at + length)) {
        const to = from + taken;
        claims.push([taken, session, moving ? overlap([moving.from, moving.to], [from, to]) : 0]);
        from = to;
      }
      done = start + length;
    }
    nobodysUpTo(text.length);
    return claims;
  }

  /** What is left of an entry stays for later. */
  #take(entry: Removed, pieces: readonly Piece[]): void {
    const { text, runs, first, last, beside = ['', ''] } = entry;
    const rests: Removed[] = [];
    let from = 0;
    const end = { at: text.length, length: 0 };
    for (const { at, length } of [...pieces.toSorted((one, other) => one.at - other.at), end]) {
      if (at - from >= LEAST) {
        rests.push({
          text: text.slice(from, at),
          runs: slice(runs, from, at),
          first: from === 0 ? first : null,
          last: at === text.length ? last : null,
          beside: besideIn(text, beside, from, at),
        });
      }
      from = at + length;
    }
    this.#entries.splice(this.#entries.indexOf(entry), 1, ...rests);
  }

  toJSON(): Removed[] {
    return this.#entries;
  }
}
