import * as Y from 'yjs';

type Block = Y.XmlElement;

/** What stands at the side of others: the quotation, the list or the item that a block is the first of, or itself. */
export function outer(block: Block): Block {
  let node = block;
  while (node.parent instanceof Y.XmlElement && node.parent.firstChild === (node as unknown))
    node = node.parent as Block;
  return node;
}

/** The first block behind another, or behind what that stands in. */
export function behind(block: Block): unknown {
  for (
    let node: Y.XmlElement | Y.XmlFragment | null = block;
    node instanceof Y.XmlElement;
    node = node.parent as Block
  ) {
    if (node.nextSibling) return node.nextSibling;
  }
  return null;
}

/** A block, and all that it is the first of, up to what stands at the side of others. */
function chainOf(block: Block): Block[] {
  const chain = [block];
  for (const end = outer(block); chain.at(-1) !== end;) chain.push(chain.at(-1)!.parent as Block);
  return chain;
}

/**
 * Whether whoever put a block in beside another had seen that: to Yjs it stands behind it, or before it, or beside the item
 * or the list that its author made for it.
 */
export function isBesideSeen(block: Block, other: Block): boolean {
  const { client } = other._item!.id;
  const made = chainOf(other).filter(({ _item: item }) => item!.id.client === client);
  const beside = chainOf(block).flatMap(({ _item: item }) => [item!.origin, item!.rightOrigin]);
  return beside.some((id) => !!id && made.some(({ _item: item }) => Y.compareIDs(item!.id, id)));
}

/**
 * Takes blocks that stand beside another out, and puts copies of them in right behind it, or before it. What stands in
 * something else, a list for instance, stays there: it may be nothing that can stand here.
 */
export function moveBeside(blocks: readonly Block[], other: Block, isBefore = false): void {
  const parent = other.parent as Y.XmlFragment;
  if (blocks.some((block) => block.parent !== parent)) return;
  const at = parent.toArray().indexOf(other) + (isBefore ? 0 : 1);
  parent.insert(
    at,
    blocks.map((block) => block.clone() as Block),
  );
  for (const block of blocks) parent.delete(parent.toArray().indexOf(block), 1);
}
