import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { idOf, newEnd } from './gone-text.ts';
import { lettersInEnd, type MovedEnd, movedEnd, newBehind, placeInMoved } from './moved-end.ts';
import { copyOf, lettersOf, textsIn } from './texts-in.ts';
import { holds } from './split-ends.ts';
import { takeOut } from './twin-blocks.ts';

/** Letters, and behind how many letters of the end that was taken away they stand. */
interface Run {
  words: string;
  at: number;
}

/** Letters by whose they are and their clocks. */
class Letters {
  readonly #clocks = new Map<number, Set<number>>();
  size = 0;

  add(client: number, clock: number): void {
    this.#clocks.set(client, (this.#clocks.get(client) ?? new Set()).add(clock));
    this.size += 1;
  }

  has(client: number, clock: number): boolean {
    return this.#clocks.get(client)?.has(clock) ?? false;
  }
}

/** A text that stands, whose end somebody has taken away without having seen all of what is in it. */
export interface Split {
  text: Y.XmlText;
  /** The end, as whoever took it away saw it. */
  tail: string;
  /** Whose letters are in it, by their clients; none where nobody else can answer. */
  authors: Set<number>;
  runs: Run[];
  /** Which letters these are. */
  left: Letters;
  /** Where it went, perhaps behind other words. */
  moved: MovedEnd | null;
  /** Whether something came with the same change. */
  isNew: (id: Y.ID) => boolean;
}

const splitOf = (text: Y.XmlText, isNew: Split['isNew'], moved: Split['moved'] = null): Split => ({
  text,
  tail: '',
  authors: new Set(),
  runs: [],
  left: new Letters(),
  moved,
  isNew,
});

/** So many letters beside the words tell where they belong, if the end did not come over as it was. */
const BESIDE = 12;

/**
 * The texts that a change has cut the ends off while one's own letters stood in these: what the editor makes of Enter in
 * the middle of a paragraph. Unlike with a text that is gone, it is known what its author had seen: what they deleted.
 * @param from the clock below which everybody has one's own letters
 */
export function splitsIn(transaction: Y.Transaction, from: number): Split[] {
  const { beforeState, changed, deleteSet } = transaction;
  const own = transaction.doc.clientID;
  const isNew = ({ client, clock }: Y.ID) => clock >= (beforeState.get(client) ?? 0);
  const splits: Split[] = [];
  for (const text of changed.keys() as Iterable<unknown>) {
    if (!(text instanceof Y.XmlText) || text._item!.deleted) continue;
    const split = splitOf(text, isNew, movedEnd(text, transaction));
    let isEnd = true;
    const end: Y.Item[] = [];
    const isInEnd = (origin: Y.ID | null) => !!origin && end.some((each) => holds(each, origin));
    for (let item = text._start; item && isEnd; item = item.right) {
      const { id, content } = item;
      if (!(content instanceof Y.ContentString)) continue;
      // What was typed behind what stands before the end is no part of it, though its author's clock put it there.
      if (split.tail && id.client === own && !item.deleted && !isInEnd(item.origin)) continue;
      if (split.tail || Y.isDeleted(deleteSet, id)) end.push(item);
      // What came and went in one change is in no copy of the end.
      if (item.deleted) {
        if (!Y.isDeleted(deleteSet, id) || isNew(id)) continue;
        split.tail += content.str;
        split.authors.add(id.client);
        continue;
      }
      const seen = split.moved ? lettersInEnd(split.moved, id) : 0;
      split.tail += content.str.slice(0, seen);
      if (split.tail && id.client === own && seen < item.length)
        if ((isEnd = id.clock + seen >= from)) addLeft(split, id, content.str, seen);
    }
    if (isEnd && split.left.size) splits.push(split);
  }
  return splits;
}

/** A text, and the letters that were cut off its end here, by Enter, while the server had not heard of it. */
export interface Cut {
  whole: Y.XmlText;
  letters: readonly Y.ID[];
  /** One's own clock before. */
  from: number;
}

/**
 * The texts in whose ends, which were cut off here, letters have come since: they stand behind the first half, which whoever
 * wrote them did not know; none may have.
 * @param isNew whether a letter has come
 */
export function comeIntoCuts(cuts: readonly Cut[], own: number, isNew: (id: Y.ID) => boolean): Split[] {
  return [...Map.groupBy(cuts, ({ whole }) => whole)].flatMap(([text, of]) => {
    if (text._item!.deleted) return [];
    const cut = new Letters();
    for (const { client, clock } of of.flatMap(({ letters }) => letters)) cut.add(client, clock);
    const from = Math.min(...of.map((each) => each.from));
    const split = splitOf(text, ({ client, clock }) => client === own && clock >= from);
    for (let item = text._start; item; item = item.right) {
      const { id, content } = item;
      if (!(content instanceof Y.ContentString)) continue;
      if (!item.deleted && split.tail && isNew(id)) addLeft(split, id, content.str, 0);
      for (let at = 0; item.deleted && at < item.length; at += 1) {
        if (!cut.has(id.client, id.clock + at)) continue;
        split.tail += content.str[at];
      }
    }
    return [split];
  });
}

/** Adds letters that were left standing, from one of an item on. */
function addLeft({ tail, runs, left }: Split, { client, clock }: Y.ID, words: string, from: number): void {
  for (let at = from; at < words.length; at += 1) left.add(client, clock + at);
  if (runs.at(-1)?.at === tail.length) runs.at(-1)!.words += words.slice(from);
  else runs.push({ words: words.slice(from), at: tail.length });
}

/**
 * Where the end begins that was joined to its text again, or came back as its splitting was undone, not counting the letters that
 * were left; null when it was not. Whoever only moves letters of their own is answering: two who answer each other would do so
 * without end.
 */
function joinedAgain({ text, tail, authors, left, isNew }: Split): number | null {
  let [letters, begin] = ['', -1];
  const isAgain: boolean[] = [];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (!(item.content instanceof Y.ContentString)) return null;
    const { client, clock } = item.id;
    if (left.has(client, clock)) {
      begin = begin < 0 ? letters.length : begin;
      continue;
    }
    const isAnswer = authors.size > 0 && [...authors].every((each) => each === client);
    for (let at = 0; at < item.length; at += 1) isAgain.push(isNew(item.id) && !isAnswer);
    letters += item.content.str;
  }
  const isAt = (place: number) => place >= 0 && isAgain[place] && letters.startsWith(tail, place);
  // Undone, it comes back before them.
  return [begin, letters.lastIndexOf(tail, begin - tail.length)].find(isAt) ?? null;
}

/** Where letters that came with a change stand in a text as one; -1 if they do not. */
function newRunIn(text: Y.XmlText, run: string, isNew: Split['isNew']): number {
  let letters = '';
  const isRun: boolean[] = [];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const words = item.content instanceof Y.ContentString ? item.content.str : '\0'.repeat(item.length);
    for (let at = 0; at < words.length; at += 1) isRun.push(isNew(item.id));
    letters += words;
  }
  const at = letters.lastIndexOf(run);
  return at >= 0 && isRun.slice(at, at + run.length).every(Boolean) ? at : -1;
}

/**
 * The text before, where all but the letters that were left was brought back to it when the split was undone, and where it begins
 * there; not the words that had been pasted before it. Others may have written in it, too: theirs they move themselves.
 */
function broughtBack({ text, tail, left, runs, isNew }: Split, texts: readonly Y.XmlText[]) {
  const before = texts[texts.indexOf(text) - 1];
  // What came with the change is a first half, split off with the beginning of what is now the second.
  if (!before || isNew(before._item!.id)) return null;
  const begin = tail.length >= BESIDE ? newRunIn(before, tail, isNew) : -1;
  if (begin >= 0) return { text: before, begin };
  if (lettersOf(text).length > left.size) return null;
  const end = newEnd(before, isNew);
  const pasted = Math.max(0, tail.length - end.length);
  if (pasted && (end.length < BESIDE || runs[0]!.at < pasted)) return null;
  if (!end.endsWith(tail.slice(pasted))) return null;
  return { text: before, begin: lettersOf(before).length - tail.length };
}

/** A text in which an end may go on: its letters, and behind how many of all of them each place among these is. */
interface Candidate {
  text: Y.XmlText;
  letters: string;
  indices?: readonly number[];
}

/** A text in which a part of an end went on. */
export interface Part extends Candidate {
  /** Of the letters of the end. */
  from: number;
  to: number;
}

/**
 * The texts in which an end stands one part behind the other: whoever took it away may have split it again, and taken the
 * space away at the beginning of a part. Null when it does not, letter by letter; in the last they may have gone on.
 */
export function partsOf(tail: string, behind: readonly Candidate[]): Part[] | null {
  const parts: Part[] = [];
  let at = 0;
  for (const candidate of behind) {
    const { letters } = candidate;
    if (at >= tail.length) break;
    const isLast = (rest: string) => rest !== '' && letters.startsWith(rest);
    const from = [at, at + (tail[at] === ' ' ? 1 : 0)].find(
      (begin) => (letters && tail.startsWith(letters, begin)) || isLast(tail.slice(begin)),
    );
    if (from === undefined) return null;
    at = Math.min(tail.length, from + letters.length);
    parts.push({ ...candidate, from, to: at });
  }
  return at >= tail.length ? parts : null;
}

/** Some texts at the most that one has cut off there oneself. */
const MOST_OWN = 3;

/** The texts in which an end may have gone on: behind its text, or behind what one has cut off that oneself. */
function endBehind(half: Y.XmlText, texts: readonly Y.XmlText[], isNew: Split['isNew']): Y.XmlText[] {
  const behind = newBehind(half, texts, isNew);
  if (behind.length) return behind;
  const from = texts.indexOf(half) + 1;
  const own = texts.slice(from).findIndex((text) => isNew(text._item!.id));
  return own > 0 && own <= MOST_OWN ? newBehind(texts[from + own - 1]!, texts, isNew) : [];
}

/** Where the words belong now; null when that is not sure of all of them. */
function placesOf(split: Split, texts: readonly Y.XmlText[]): { text: Y.XmlText; run: Run }[] | null {
  const { text: half, tail, runs, moved, isNew } = split;
  const again = joinedAgain(split);
  const back = again === null ? broughtBack(split, texts) : { text: split.text, begin: again };
  if (back) return runs.map(({ words, at }) => ({ text: back.text, run: { words, at: back.begin + at } }));
  const behind = endBehind(half, texts, isNew).map((text) => ({ text, letters: lettersOf(text) }));
  const parts =
    partsOf(tail, behind) ??
    partsOf(
      tail,
      behind.map(({ text }) => ({ text, ...copyOf(text) })),
    );
  const places = runs.map((run) => {
    const inMoved = moved && placeInMoved(moved, run.at);
    if (moved && inMoved !== null) return { text: moved.copy, run: { ...run, at: inMoved } };
    const part = parts?.find(({ to }) => run.at <= to);
    if (part) {
      const at = Math.max(0, run.at - part.from);
      return { text: part.text, run: { ...run, at: part.indices?.[at] ?? at } };
    }
    // Its author went on in it.
    const [before, next] = [
      tail.slice(Math.max(0, run.at - BESIDE), run.at),
      tail.slice(run.at, run.at + BESIDE),
    ];
    const known = before.length < BESIDE ? before + next : before;
    if (known.length < BESIDE) return null;
    const [only, other] = behind.filter(({ letters }) => letters.includes(known));
    if (!only || other || only.letters.indexOf(known) !== only.letters.lastIndexOf(known)) return null;
    const place = only.letters.indexOf(known) + before.length;
    const rest = only.letters.slice(place);
    // Whatever follows there instead may be the same words.
    return (next ? rest.startsWith(next) : !rest) ? { text: only.text, run: { ...run, at: place } } : null;
  });
  return places.every((place) => place !== null) ? places : null;
}

/** Takes the letters away from where they were left; whether they were all there. */
function take({ text, left }: Split): boolean {
  const found: { at: number; length: number }[] = [];
  let [index, count] = [0, 0];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let at = 0; at < item.length; at += 1, index += 1) {
      if (!left.has(item.id.client, item.id.clock + at)) continue;
      count += 1;
      const last = found.at(-1);
      if (last && last.at + last.length === index) last.length += 1;
      else found.push({ at: index, length: 1 });
    }
  }
  if (count < left.size) return false;
  for (const { at, length } of found.toReversed()) text.delete(at, length);
  return true;
}

/**
 * Whoever undoes what they made of a paragraph brings that one back, under the same id, and leaves the other one standing
 * for the words in it: once these have moved along there is nothing for it to stand for. The same with the second half,
 * when a split is undone.
 */
function standsForNothing(from: Y.XmlText, to: Y.XmlText, isHalf: boolean): boolean {
  const block = from.parent as Y.XmlElement;
  return isHalf || (idOf(block) === idOf(to.parent) && !!idOf(block));
}

/** Takes blocks out in which nothing is left. Returns those in which others' words are. */
export function takeOutEmpty(blocks: readonly Y.XmlElement[]): Y.XmlElement[] {
  return blocks.filter((block) => {
    if (block._item!.deleted || block.length > 1) return false;
    if (textsIn(block).some(lettersOf)) return true;
    takeOut(block);
    return false;
  });
}

/**
 * Moves letters behind the words that they were typed behind. What finds no place stays where it stands.
 * @returns the blocks that are to be taken out if they are empty later: they stand only for others' words now, which these
 *   are about to move as well; or whoever undid what they had made of a paragraph may do it again, in that same block
 */
export function moveBehind(splits: readonly Split[], ydoc: Y.Doc, origin: unknown): Y.XmlElement[] {
  return ydoc.transact(() => {
    const [left, halves] = [new Set<Y.XmlElement>(), new Set<Y.XmlElement>()];
    for (const split of splits) {
      const texts = textsIn(ydoc.getXmlFragment(FRAGMENT));
      const places = placesOf(split, texts);
      if (!places || !take(split)) continue;
      // From the end, so that the places stay true.
      for (const { text, run } of places.toReversed()) text.insert(run.at, run.words);
      const { text: to } = places[0]!;
      const isHalf = texts.indexOf(to) < texts.indexOf(split.text);
      if (standsForNothing(split.text, to, isHalf))
        (isHalf ? halves : left).add(split.text.parent as Y.XmlElement);
    }
    return [...takeOutEmpty([...halves]), ...left];
  }, origin);
}
