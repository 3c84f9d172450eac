import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { behind, isBesideSeen, outer } from './beside.ts';
import { idOf, newEnd } from './gone-text.ts';
import { isWithin } from './missing-letters.ts';
import { copyOf, lettersOf } from './texts-in.ts';
import { splitEndsIn } from './split-ends.ts';
import {
  arrivedIn,
  type Block,
  blocksIn,
  bringOver,
  clientOf,
  isHeldIn,
  onlyText,
  SETTLED_MS,
  takeOut,
  wordsOf,
} from './twin-blocks.ts';
import { twoEnds } from './two-splits.ts';
import { mineGoes, type Standing } from './whose-goes.ts';

/** So many letters nobody types alike. */
const LEAST = 12;
/** So many letters on both sides of the place tell that there the paragraph is not divided; others may type near it. */
const JOINTS = [
  [LEAST, LEAST / 2],
  [LEAST / 2, LEAST],
] as const;
/** Of so many of one's own last acts a twin may still be on its way. */
const MOST = 50;

/** What was made here of a paragraph, or by Enter of its end: a block of its own. */
interface Made {
  /** What that is called. */
  id: string;
  /** What the paragraph is called that it is the end of, and what was left in that. */
  whole: { id: string; head: string } | null;
  /** What stood in it then. */
  tail: string;
  end: Block;
}

/** Somebody else's copy of it: a block, and with which of its letters the copy begins. */
interface Twin {
  block: Block;
  begin: number;
  /** Whether it is the end alone, as one's own is: who of the two takes theirs out, both know. */
  isHalf?: boolean;
  /** Whether its author takes it out, if they have seen one's own copy of the whole paragraph before that was divided. */
  mayGo?: boolean;
}

const parentOf = (text: Y.XmlText) => text.parent as Block;
const isLive = (block: Block) => !block._item!.deleted;

/** Whether a text begins or ends like another, and nothing is in one of the two that the other lacks; a new, empty one is like none. */
function isAlike(words: string, tail: string): boolean {
  if (tail.trim().length < LEAST) return false;
  const [begin, end] = [tail.slice(0, LEAST), tail.slice(-LEAST)];
  return (isWithin(tail, words) || isWithin(words, tail)) && (words.includes(begin) || words.includes(end));
}

/** Where in all of a paragraph, as somebody has copied it who had not seen it divided, its end begins; -1 in any other. */
function beginIn(head: string, tail: string, words: string): number {
  for (const [left, right] of JOINTS) {
    const before = head.slice(-left);
    const joint = words.indexOf(before + tail.slice(0, right));
    if (joint >= 0) return joint + before.length;
  }
  const isOther = isAlike(head, tail) || !words.startsWith(head);
  return !isOther && isAlike(words.slice(head.length), tail) ? head.length : -1;
}

const holdsEnd = ({ end }: Made, { block, begin }: Twin) =>
  !!onlyText(end) && !!onlyText(block) && isHeldIn(wordsOf(block).slice(begin), end);

/** Whether nobody may hold it to be a part of the other, and shorten that (two-splits.ts). */
function isSure({ end }: Made, { block, isHalf, mayGo }: Twin): boolean {
  if (mayGo) return false;
  if (!isHalf) return true;
  const [mine, theirs] = [onlyText(end), onlyText(block)];
  return !!mine && !!theirs && copyOf(mine).letters === copyOf(theirs).letters;
}

const bringEndOver = ({ end }: Made, { block, begin }: Twin) => bringOver(end, block, begin);

/**
 * Keeps one of two copies of a paragraph, or of its end: somebody presses Enter in the middle of it, or makes a heading of
 * it, while another, who has not seen that, does the same, makes something else of all of it, or joins it to the one before.
 * Whoever made the block takes it out again, if the other holds the words; of two halves whose-goes.ts says which
 * (docs/adr/0013-what-goes-down-with-a-paragraph.md). Two who reshape the same: twin-blocks.ts.
 */
export class TwinHalves {
  readonly #ydoc: Y.Doc;
  readonly #standing: Standing;
  #made: Made[] = [];

  /** @param server the origin of transactions with what comes from the server */
  constructor(ydoc: Y.Doc, server: unknown, standing: Standing) {
    this.#ydoc = ydoc;
    this.#standing = standing;
    ydoc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin !== server) this.#remember(transaction);
      else if (this.#made.length && standing.mayWrite()) this.#arrived(transaction);
    });
  }

  #remember(transaction: Y.Transaction): void {
    const { beforeState, deleteSet, origin } = transaction;
    if (!deleteSet.clients.size || origin === this || origin instanceof Y.UndoManager) return;
    const own = this.#ydoc.clientID;
    const from = beforeState.get(own) ?? 0;
    if (Y.getState(this.#ydoc.store, own) === from) return;
    const isOwn = ({ client, clock }: Y.ID) => client === own && clock >= from;
    for (const { whole, end } of splitEndsIn(transaction)) {
      const [half, id] = [idOf(whole.parent), idOf(end.parent)];
      if (half && id && onlyText(parentOf(end)))
        this.#made.push({
          id,
          whole: { id: half, head: lettersOf(whole) },
          tail: lettersOf(end),
          end: parentOf(end),
        });
    }
    const gone = removedIds(transaction);
    for (const [id, end] of gone.size ? arrivedIn(transaction) : []) {
      if (!gone.has(id) || !isOwn(end._item!.id)) continue;
      const before = this.#made.find((each) => each.id === id);
      if (before) before.end = end;
      else this.#made.push({ id, whole: null, tail: wordsOf(end), end });
    }
    this.#made = this.#made.filter(({ tail }) => tail.trim().length >= LEAST).slice(-MOST);
  }

  #arrived(transaction: Y.Transaction): void {
    const { beforeState, changed } = transaction;
    this.#made = this.#made.filter(({ end }) => isLive(end));
    if (!this.#made.length) return;
    const isNew = ({ client, clock }: Y.ID) => clock >= (beforeState.get(client) ?? 0);
    const arrived = [...arrivedIn(transaction).values()].filter((block) => onlyText(block));
    const written = [...(changed.keys() as Iterable<unknown>)].filter(
      (text): text is Y.XmlText =>
        text instanceof Y.XmlText && !text._item!.deleted && text.parent instanceof Y.XmlElement,
    );
    for (const made of this.#made) {
      const twin =
        arrived.map((block) => this.#copyIn(made, block)).find((each) => each !== null) ??
        written.map((text) => joinedIn(made, text, isNew)).find((each) => each !== null);
      if (!twin || (isSure(made, twin) && this.#takeOut(made, twin, holdsEnd))) continue;
      // By then both have seen both.
      const isStillMine = () => !twin.isHalf || made.end._item!.id.client > clientOf(twin.block);
      const later = () =>
        this.#standing.mayWrite() && isStillMine() && this.#takeOut(made, twin, bringEndOver);
      setTimeout(later, SETTLED_MS);
    }
  }

  /** The end in a block of somebody else's. */
  #copyIn({ whole, tail, end }: Made, block: Block): Twin | null {
    if (!whole) return null;
    const words = wordsOf(block);
    if (idOf(block) === whole.id) {
      const begin = beginIn(whole.head, tail, words);
      return begin < 0 ? null : { block, begin, mayGo: this.#yields(block, whole.id) };
    }
    const isBeside = behind(block) === outer(end) || behind(end) === outer(block);
    // Of two who split it at different places whoever has the longer end shortens it (two-splits.ts).
    if (isBesideSeen(block, end) || twoEnds(end, block)) return null;
    // All of the paragraph that somebody has put beside it is a copy on purpose.
    if (beginIn(whole.head, tail, words) >= 0) return null;
    if (!isBeside || (!isAlike(words, tail) && !isAlike(wordsOf(end), words))) return null;
    return mineGoes(end._item!.id, clientOf(block), this.#standing)
      ? { block, begin: 0, isHalf: true }
      : null;
  }

  /** Whether a copy of a paragraph goes before one's own (twin-blocks.ts). */
  #yields(block: Block, id: string): boolean {
    const own = blocksIn(this.#ydoc.getXmlFragment(FRAGMENT), new Set([id])).get(id) ?? [];
    return own.some(
      (each) =>
        clientOf(each) === this.#ydoc.clientID && !mineGoes(each._item!.id, clientOf(block), this.#standing),
    );
  }

  #takeOut(made: Made, twin: Twin, isReady: (made: Made, twin: Twin) => boolean): boolean {
    if (!isLive(made.end) || !isLive(twin.block)) return false;
    return this.#ydoc.transact(() => {
      const goes = isReady(made, twin);
      if (goes) takeOut(made.end);
      return goes;
    }, this);
  }
}

/** The words as somebody has joined them to the paragraph before; or brought their end back to its paragraph. */
function joinedIn({ whole, tail, end }: Made, text: Y.XmlText, isNew: (id: Y.ID) => boolean): Twin | null {
  const block = parentOf(text);
  if (isNew(text._item!.id) || block === end || behind(block) !== outer(end)) return null;
  const letters = newEnd(text, isNew);
  const words = lettersOf(text);
  if (whole && idOf(block) === whole.id) {
    const begin = beginIn(whole.head, tail, words);
    return begin >= 0 && isAlike(letters, tail) ? { block, begin } : null;
  }
  const isCopy = isAlike(letters, tail) && letters.length >= tail.length / 2;
  return isCopy ? { block, begin: words.length - letters.length } : null;
}

/** The ids of the blocks that a transaction has removed. */
function removedIds(transaction: Y.Transaction): Set<string> {
  const ids = new Set<string>();
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const content = struct instanceof Y.Item ? struct.content : null;
    const id = content instanceof Y.ContentType ? idOf(content.type) : undefined;
    if (id) ids.add(id);
  });
  return ids;
}
