import type { Node } from '@tiptap/pm/model';
import type * as Y from 'yjs';

/** Where somebody was writing: in which block, between which letters. */
export interface Place {
  id: unknown;
  before: string;
  after: string;
  /** All letters behind it. */
  behind: string;
  /** The letter itself that they were writing behind, or before. */
  letter: Y.RelativePosition | null;
}

/** So many letters, or more, are looked for in the whole chapter; fewer only at the end of a block. */
export const FOUND_BY = 12;
const FOUND_AT_END_BY = 4;
/** So many letters may have been typed that whoever reshaped the paragraph had not seen. */
const UNSEEN = 60;

/** A block's letters, one for each position in it: those of a note stand between two that nobody types. */
export function lettersOf(block: Node): string {
  let letters = '';
  block.forEach((child) => {
    if (child.isText) letters += child.text;
    else letters += child.isLeaf ? '\n'.repeat(child.nodeSize) : `\uFFF9${lettersOf(child)}\uFFFB`;
  });
  return letters;
}

/** Behind how many letters of its own block somebody was writing, of which they may have typed the last in it, or others some. */
function offsetIn(letters: string, before: string): number {
  if (letters.startsWith(before)) return before.length;
  for (let end = before.length; end >= Math.max(FOUND_AT_END_BY, before.length - UNSEEN); end -= 1) {
    const last = before.slice(Math.max(0, end - FOUND_BY), end);
    const at = letters.indexOf(last);
    if (at >= 0 && at === letters.lastIndexOf(last)) return at + last.length;
  }
  let same = 0;
  while (same < before.length && letters[same] === before[same]) same += 1;
  return same;
}

/** The text blocks. */
function blocksOf(doc: Node) {
  const blocks: { id: unknown; start: number; letters: string }[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) blocks.push({ id: node.attrs.id, start: pos + 1, letters: lettersOf(node) });
    return !node.isTextblock;
  });
  return blocks;
}

/** The position behind the same letters: in the block of that id, or in the only one that has got them. */
export function positionOf({ id, before, after }: Place, earlier: Node, doc: Node): number | null {
  const blocks = blocksOf(doc);
  // Two have that id as long as one of them is about to go: that in which more of the letters stand is the one.
  const own = blocks
    .filter((block) => id && block.id === id)
    .map(({ start, letters }) => ({ start, at: offsetIn(letters, before) }))
    .sort((one, other) => other.at - one.at)[0];
  if (own) return own.start + own.at;
  // What stood there before is not what somebody was writing.
  const old = new Map(blocksOf(earlier).map((block) => [block.id, block.letters]));
  const others = blocks.filter((block) => !old.has(block.id) || old.get(block.id) !== block.letters);
  const between = others.flatMap(({ start, letters }) => {
    const at = after.length < FOUND_BY ? -1 : letters.indexOf(before + after);
    return at < 0 ? [] : [start + at + before.length];
  });
  if (between.length === 1) return between[0]!;
  const least = Math.max(FOUND_AT_END_BY, before.length - UNSEEN);
  for (let length = before.length; length >= least; length -= 1) {
    const letters = before.slice(0, length);
    const places = others.flatMap((block) => {
      const at = block.letters.lastIndexOf(letters);
      const isEnd = at >= 0 && at + length === block.letters.length;
      return at >= 0 && (isEnd || length >= FOUND_BY) ? [block.start + at + length] : [];
    });
    if (places.length === 1) return places[0]!;
  }
  return null;
}

/**
 * The position behind the same letters in what somebody made of the end of their block by pressing Enter in it. The block
 * itself stays, and to the sync plugin the caret is at its new end.
 */
export function positionInEnd({ id, before }: Place, earlier: Node, doc: Node): number | null {
  const blocks = blocksOf(doc);
  const at = id ? blocks.findIndex((block) => block.id === id) : -1;
  const block = blocks[at];
  if (!block || block.letters.startsWith(before)) return null;
  const old = new Set(blocksOf(earlier).map((each) => each.id));
  let [position, longest]: [number | null, number] = [null, 0];
  for (const { id: own, start, letters } of blocks.slice(at + 1)) {
    if (old.has(own)) break;
    for (let behind = 1; behind <= letters.length; behind += 1) {
      let same = 0;
      while (same < behind && letters[behind - 1 - same] === before.at(-1 - same)) same += 1;
      if (same <= longest) continue;
      // All that is before the caret stands in the two; or so much of it does that it is not by chance. What somebody
      // else adds meanwhile stands between.
      const isAll = same === behind && block.letters.startsWith(before.slice(0, -same));
      const least = same === behind || behind === letters.length ? FOUND_AT_END_BY : FOUND_BY;
      if (!isAll && (same < least || block.letters.endsWith(before.slice(-same)))) continue;
      [position, longest] = [start + behind, same];
    }
  }
  return position;
}

/** The position right behind the note or the line break that somebody was writing behind, where it stands now; null when they were not. */
export function positionBehindNote({ before, after }: Place, doc: Node): number | null {
  if (!/[\uFFFB\n]$/u.test(before)) return null;
  const words = before.slice(before.endsWith('\n') ? -FOUND_BY : before.lastIndexOf('\uFFF9'));
  const places = blocksOf(doc).flatMap(({ start, letters }) => {
    const at = letters.indexOf(words);
    return at >= 0 && letters.startsWith(after, at + words.length) ? [start + at + words.length] : [];
  });
  return places.length === 1 ? places[0]! : null;
}

/** The end of a block in which nothing but the last letters before the caret stand: kept when their paragraph was removed. */
export function positionKept({ before }: Place, earlier: Node, doc: Node): number | null {
  const old = new Set(blocksOf(earlier).map(({ id }) => id));
  const kept = blocksOf(doc).filter(
    ({ id, letters }) => letters.trim() && before.endsWith(letters) && !old.has(id),
  );
  const [only] = kept.length === 1 ? kept : [];
  return only ? only.start + only.letters.length : null;
}
