import type * as Y from 'yjs';
import { XmlElement } from 'yjs';
import { isBesideSeen, moveBeside } from './beside.ts';
import { idOf } from './gone-text.ts';
import type { SplitEnd } from './split-ends.ts';
import { textsIn } from './texts-in.ts';
import { twoEnds } from './two-splits.ts';

type Block = Y.XmlElement;
type IsMeant = (id: Y.ID) => boolean;

/** The two halves of a paragraph, or of what they are the first in, and what has come to stand between them. */
interface Apart {
  end: Block;
  between: Block[];
}

/** What of a block's parents, or itself, stands in another. */
function within(block: Y.XmlElement, parent: unknown): Block | null {
  let node: unknown = block;
  while (node instanceof XmlElement && node.parent !== parent) node = node.parent;
  return node instanceof XmlElement ? node : null;
}

/** Where blocks that are all meant stand between a text and the end that was cut off it. */
function apart({ whole, end }: Pick<SplitEnd, 'whole' | 'end'>, isMeant: IsMeant): Apart | null {
  const [half, block] = [whole.parent, end.parent];
  if (!(half instanceof XmlElement) || !(block instanceof XmlElement) || half === block) return null;
  if (half._item!.deleted || block._item!.deleted) return null;
  let second: Block = block;
  while (second.parent instanceof XmlElement && second.parent.firstChild === (second as unknown)) {
    if (within(half, second.parent)) break;
    second = second.parent;
  }
  const between: Block[] = [];
  let node: unknown = within(half, second.parent)?.nextSibling ?? null;
  for (; node instanceof XmlElement && node !== second; node = node.nextSibling) between.push(node);
  const isAll = node === second && between.every(({ _item: item }) => isMeant(item!.id));
  // Another end of the same paragraph has its own place (two-splits.ts).
  const isOther = (text: Y.XmlText) => twoEnds(text.parent as Block, block) !== null;
  const isSeen = between.some((each) => isBesideSeen(each, second));
  if (!isAll || isSeen || !between.length || between.some((each) => textsIn(each).slice(0, 1).some(isOther)))
    return null;
  return { end: second, between };
}

/** An end, and what came behind it with the same change. */
function chainFrom(end: Block, isMeant: IsMeant): Block[] {
  const chain = [end];
  for (
    let node = end.nextSibling;
    node instanceof XmlElement && isMeant(node._item!.id);
    node = node.nextSibling
  )
    chain.push(node);
  return chain;
}

/**
 * Who writes on behind a paragraph that another splits at that moment finds their own paragraphs between its halves: to Yjs
 * both stand behind its first. They go behind the second.
 * @param isOwn whether something is one's own, and so new that whoever split the paragraph may not have seen it
 * @param isNew whether something came with the split
 */
export function writtenBetween(
  ends: readonly SplitEnd[],
  isOwn: IsMeant,
  isNew: IsMeant,
): { blocks: Set<unknown>; move: () => void } | null {
  const all = ends.map((each) => apart(each, isOwn)).filter((each) => each !== null);
  if (!all.length) return null;
  const texts = all.flatMap(({ between }) => between.flatMap(textsIn));
  const blocks = new Set(texts.map(({ parent }) => idOf(parent)));
  const move = () => {
    for (const each of ends) {
      const found = apart(each, isOwn);
      if (found) moveBeside(found.between, chainFrom(found.end, isNew).at(-1)!);
    }
  };
  return { blocks, move };
}

/**
 * Who comes back with a split finds others' paragraphs between its halves: the second half goes up to the first, before
 * anybody has seen it.
 * @param isTheirs whether something is others', and came just now
 * @param isOwn whether something is one's own, and the server has not heard of it
 */
export function joinHalves(
  cuts: readonly Pick<SplitEnd, 'whole' | 'end'>[],
  isTheirs: IsMeant,
  isOwn: IsMeant,
): void {
  for (const cut of cuts) {
    const found = apart(cut, isTheirs);
    if (found) moveBeside(chainFrom(found.end, isOwn), found.between[0]!.prevSibling as Block);
  }
}
