import * as Y from 'yjs';
import { BESIDE, type Came } from './judge-pieces.ts';

type Node = Y.AbstractType<unknown>;

/** Words that lie side by side in a block. */
export interface Words extends Pick<Came, 'text' | 'beside'> {
  items: Y.Item[];
}

/** What a text is part of: Yjs may hold one paragraph in several texts, with a note between them or nothing at all. */
export function blockOf(text: Node): Node {
  let block = text;
  while ((block as object) instanceof Y.XmlText && block._item) block = block._item.parent as Node;
  return block;
}

/** The words of a block in order, those that are deleted, too. A note in it is a block of its own. */
function* stringsOf(block: Node): Generator<Y.Item & { content: Y.ContentString }> {
  for (let item = block._start; item; item = item.right) {
    const { content } = item;
    if (content instanceof Y.ContentString) yield item as Y.Item & { content: Y.ContentString };
    else if (content instanceof Y.ContentType) {
      const inner: object = content.type;
      if (inner instanceof Y.XmlText) yield* stringsOf(inner as unknown as Node);
    }
  }
}

/** The words of a block that are chosen. Those that stand part them; formatting, notes and where a text ends do not. */
export function wordsIn(
  block: Node,
  isChosen: (item: Y.Item) => boolean,
  stands: (item: Y.Item) => boolean,
): Words[] {
  const found: Words[] = [];
  let current: Words | null = null;
  let before = '';
  /** Those after which not enough was read yet. */
  let open: Words[] = [];
  for (const item of stringsOf(block)) {
    const { str } = item.content;
    const chosen = isChosen(item);
    if (!chosen && !stands(item)) continue;
    if (!chosen && current) {
      open.push(current);
      current = null;
    }
    for (const { beside } of open) beside[1] = (beside[1] + str.slice(0, BESIDE)).slice(0, BESIDE);
    open = open.filter(({ beside }) => beside[1].length < BESIDE);
    if (chosen) {
      if (!current) found.push((current = { text: '', items: [], beside: [before, ''] }));
      current.text += str;
      current.items.push(item);
    }
    before = (before + str.slice(-BESIDE)).slice(-BESIDE);
  }
  return found;
}

function* blocksIn(parent: Node): Generator<Node> {
  yield parent;
  for (let item = parent._start; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) yield* blocksIn(item.content.type as Node);
  }
}

/** Blocks in the order of the text. */
export function inOrder(root: Y.XmlFragment, blocks: ReadonlySet<Node>): Node[] {
  if (blocks.size < 2) return [...blocks];
  return [...blocksIn(root as unknown as Node)].filter((block) => blocks.has(block));
}
