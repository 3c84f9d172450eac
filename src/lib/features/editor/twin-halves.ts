import * as Y from 'yjs';
import { idOf } from './gone-text.ts';
import { isWithin } from './missing-letters.ts';
import { lettersOf, textsIn } from './put-back.ts';
import {
  arrivedIn,
  type Block,
  bringOver,
  clientOf,
  onlyText,
  SETTLED_MS,
  takeOut,
  wordsOf,
} from './twin-blocks.ts';
import { mineGoes, type Standing } from './whose-goes.ts';

/** So many letters nobody types alike. */
const LEAST = 12;
/** So many letters on both sides of the place tell that there the paragraph is not divided; others may type near it. */
const JOINTS = [
  [LEAST, LEAST / 2],
  [LEAST / 2, LEAST],
] as const;
/** Of so many of one's own last splits a twin may still be on its way. */
const MOST = 50;

/** What Enter in the middle of a paragraph made here: its end stands in a block of its own. */
interface Split {
  /** What the paragraph is called. */
  id: string;
  /** What was left in it. */
  head: string;
  /** What was taken away. */
  tail: string;
  /** Where that stands. */
  end: Block;
}

/** The letters that a transaction took away from the end of a text. */
function cutOff(text: Y.XmlText, { deleteSet }: Y.Transaction): string {
  let end = '';
  for (let item = text._start; item; item = item.right) {
    if (!item.deleted && item.countable) end = '';
    else if (item.content instanceof Y.ContentString && Y.isDeleted(deleteSet, item.id))
      end += item.content.str;
  }
  return end;
}

const parentOf = (text: Y.XmlText) => text.parent as Block;
const isLive = (block: Block) => !block._item!.deleted;

/** What stands at the side of others: the item of a list, rather than the paragraph in it. */
function blockOf(block: Block): Block {
  let node = block;
  while (
    node.parent instanceof Y.XmlElement &&
    node.parent.firstChild === (node as unknown) &&
    node.parent.nodeName === 'listItem'
  )
    node = node.parent as Block;
  return node;
}

/** The first block behind another, or behind what that stands in. */
function behind(block: Block): unknown {
  for (
    let node: Y.XmlElement | Y.XmlFragment | null = block;
    node instanceof Y.XmlElement;
    node = node.parent as Block
  ) {
    if (node.nextSibling) return node.nextSibling;
  }
  return null;
}

/** Whether a text begins or ends like another, and nothing is in one of the two that the other lacks. */
function isAlike(words: string, tail: string): boolean {
  const [begin, end] = [tail.slice(0, LEAST), tail.slice(-LEAST)];
  return (isWithin(tail, words) || isWithin(words, tail)) && (words.includes(begin) || words.includes(end));
}

/** Where in all of a paragraph, as somebody has copied it who had not seen it divided, its end begins; -1 in any other. */
function beginIn({ head, tail }: Split, words: string): number {
  for (const [left, right] of JOINTS) {
    const before = head.slice(-left);
    const joint = words.indexOf(before + tail.slice(0, right));
    if (joint >= 0) return joint + before.length;
  }
  const isOther = isAlike(head, tail) || !words.startsWith(head);
  return !isOther && isAlike(words.slice(head.length), tail) ? head.length : -1;
}

const beginOf = (split: Split, twin: Block) =>
  idOf(twin) === split.id ? Math.max(0, beginIn(split, wordsOf(twin))) : 0;

const holdsEnd = (split: Split, twin: Block) =>
  !!onlyText(split.end) &&
  !!onlyText(twin) &&
  isWithin(wordsOf(split.end), wordsOf(twin).slice(beginOf(split, twin)));

const bringEndOver = (split: Split, twin: Block) => bringOver(split.end, twin, beginOf(split, twin));

/**
 * Keeps one of two copies of the end of a paragraph: somebody presses Enter in the middle of it while another, who has not
 * seen that, does the same or makes something else of all of it. Whoever has split it takes their half out again, if the
 * other holds the words; of two halves whose-goes.ts says which (docs/adr/0013-what-goes-down-with-a-paragraph.md).
 */
export class TwinHalves {
  readonly #ydoc: Y.Doc;
  readonly #standing: Standing;
  #splits: Split[] = [];

  /** @param server the origin of transactions with what comes from the server */
  constructor(ydoc: Y.Doc, server: unknown, standing: Standing) {
    this.#ydoc = ydoc;
    this.#standing = standing;
    ydoc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin !== server) this.#remember(transaction);
      else if (this.#splits.length && standing.mayWrite()) this.#arrived(transaction);
    });
  }

  #remember(transaction: Y.Transaction): void {
    const { beforeState, changed, deleteSet } = transaction;
    if (!deleteSet.clients.size || transaction.origin instanceof Y.UndoManager) return;
    const own = this.#ydoc.clientID;
    const from = beforeState.get(own) ?? 0;
    if (Y.getState(this.#ydoc.store, own) === from) return;
    for (const text of changed.keys() as Iterable<unknown>) {
      if (!(text instanceof Y.XmlText) || text._item!.deleted || !(text.parent instanceof Y.XmlElement))
        continue;
      const tail = cutOff(text, transaction);
      const id = idOf(text.parent);
      if (!id || tail.trim().length < LEAST) continue;
      const block = behind(parentOf(text));
      const made = block instanceof Y.XmlElement ? textsIn(block)[0] : undefined;
      if (!made || lettersOf(made) !== tail) continue;
      const { client, clock } = parentOf(made)._item!.id;
      if (client !== own || clock < from) continue;
      this.#splits.push({ id, head: lettersOf(text), tail, end: parentOf(made) });
    }
    this.#splits = this.#splits.slice(-MOST);
  }

  #arrived(transaction: Y.Transaction): void {
    this.#splits = this.#splits.filter(({ end }) => isLive(end));
    if (!this.#splits.length) return;
    const arrived = [...arrivedIn(transaction).values()];
    for (const split of this.#splits) {
      const twin = arrived.find((block) => this.#isTwin(split, block));
      if (!twin || this.#takeOut(split, twin, holdsEnd)) continue;
      const later = () => this.#standing.mayWrite() && this.#takeOut(split, twin, bringEndOver);
      setTimeout(later, SETTLED_MS);
    }
  }

  /** Whether another's block holds the end of the paragraph, too. */
  #isTwin(split: Split, block: Block): boolean {
    const { id, tail, end } = split;
    // All of the paragraph, which its author had not seen divided.
    if (idOf(block) === id) return beginIn(split, wordsOf(block)) >= 0;
    if (!isAlike(wordsOf(block), tail) && !isAlike(wordsOf(end), wordsOf(block))) return false;
    const isBeside = behind(block) === blockOf(end) || behind(end) === blockOf(block);
    return isBeside && mineGoes(end._item!.id, clientOf(block), this.#standing);
  }

  #takeOut(split: Split, twin: Block, isReady: (split: Split, twin: Block) => boolean): boolean {
    if (!isLive(split.end) || !isLive(twin)) return false;
    return this.#ydoc.transact(() => {
      const goes = isReady(split, twin);
      if (goes) takeOut(split.end);
      return goes;
    }, this);
  }
}
