import * as Y from 'yjs';
import { behind, isBesideSeen, moveBeside, outer } from './beside.ts';
import { copyOf, lettersOf } from './texts-in.ts';
import { type Block, onlyText } from './twin-blocks.ts';

/** So many letters two new blocks beside each other do not both end with by chance. */
const LEAST = 4;

/** Two ends of one paragraph: the shorter one is the end of the longer. */
export interface TwoEnds {
  longer: Block;
  shorter: Block;
}

/** Whether both were put in right behind one and the same block: what was pasted, or cut off a heading made of it first, was not. */
function areOfOne({ _item: one, parent }: Block, { _item: other, parent: beside }: Block): boolean {
  return parent === beside && !!one!.origin && Y.compareIDs(one!.origin, other!.origin);
}

/** Two blocks beside each other, if they are what two made of a paragraph by splitting it at different places. */
export function twoEnds(one: Block, other: Block): TwoEnds | null {
  const [first, second] = [onlyText(one), onlyText(other)];
  if (!first || !second || (behind(one) !== outer(other) && behind(other) !== outer(one))) return null;
  if (!areOfOne(outer(one), outer(other))) return null;
  const [here, there] = [copyOf(first).letters, copyOf(second).letters];
  const isEnd = (whole: string, end: string) =>
    end.trim().length >= LEAST && whole.length > end.length && whole.endsWith(end);
  if (isEnd(here, there)) return { longer: one, shorter: other };
  return isEnd(there, here) ? { longer: other, shorter: one } : null;
}

/**
 * The ends of one's own beside which another's of the same paragraph has come, by somebody who had not seen it.
 * @param ends one's own
 * @param arrived others' blocks
 */
export function twoEndsAmong(ends: Iterable<Block>, arrived: Iterable<Block>): TwoEnds[] {
  const others = [...arrived];
  return [...ends].flatMap((end) =>
    others.flatMap((block) => {
      const two = end !== block && !end._item!.deleted && !block._item!.deleted && twoEnds(end, block);
      return two && !isBesideSeen(block, end) ? [two] : [];
    }),
  );
}

/**
 * Takes from the longer end what the shorter one holds, so that the paragraph stands there in three parts, as two have
 * divided it. What was typed in that goes along; the longer one stands before the other.
 */
export function shorten({ longer, shorter }: TwoEnds, ydoc: Y.Doc, origin: unknown): void {
  if (longer._item!.deleted || shorter._item!.deleted) return;
  const two = twoEnds(longer, shorter);
  if (two?.longer !== longer) return;
  ydoc.transact(() => takeFrom(onlyText(longer)!, onlyText(shorter)!), origin);
  // By itself: whoever is writing in it finds all of it in its copy.
  if (behind(shorter) === outer(longer))
    ydoc.transact(() => moveBeside([outer(longer)], outer(shorter), true), origin);
}

/** Takes the end of a text away that another holds, and what was typed in it over to that. */
function takeFrom(whole: Y.XmlText, end: Y.XmlText): void {
  const [all, left] = [copyOf(whole), copyOf(end)];
  const cut = all.letters.length - left.letters.length;
  const letters = lettersOf(whole);
  // What stands behind the last letter that stays is the other's, or was typed in it: behind which letters of that?
  const first = all.indices[cut]!;
  for (let at = all.letters.length; at > cut; at -= 1) {
    const typed = letters.slice(
      all.indices[at],
      all.indices[at + 1] === undefined ? undefined : all.indices[at + 1]! - 1,
    );
    if (typed) end.insert(left.indices[at - cut]!, typed);
  }
  const from = first + letters.slice(first, all.indices[cut + 1]! - 1).length;
  whole.delete(from, whole.length - from);
}
