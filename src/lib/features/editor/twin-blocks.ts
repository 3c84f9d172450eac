import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { PLACING } from './gone-text.ts';
import { type Copied, isWithin, type Later, missingIn } from './missing-letters.ts';
import { lettersOf, textsIn } from './texts-in.ts';
import { mineGoes, type Standing } from './whose-goes.ts';

export type Block = Y.XmlElement;

const idOfLive = (node: unknown) =>
  node instanceof Y.XmlElement && node._item && !node._item.deleted
    ? (node.getAttribute('id') as string | undefined)
    : undefined;

/** The nodes that a transaction brought, in the order in which their authors made them. */
export function* newNodes({ doc, beforeState, afterState }: Y.Transaction): Generator<unknown> {
  for (const [client, end] of afterState) {
    const from = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (!structs || end <= from) continue;
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at += 1) {
      const struct = structs[at]!;
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) yield struct.content.type;
    }
  }
}

/** The blocks that a transaction brought and that stand, by their ids. */
export function arrivedIn(transaction: Y.Transaction): Map<string, Block> {
  const blocks = new Map<string, Block>();
  for (const node of newNodes(transaction)) {
    const id = idOfLive(node);
    if (id) blocks.set(id, node as unknown as Block);
  }
  return blocks;
}

/** The blocks of a text with some ids: a copy has the id of what it is a copy of. */
export function blocksIn(parent: Y.XmlFragment, among: ReadonlySet<string>): Map<string, Block[]> {
  const found = new Map<string, Block[]>();
  const walk = (node: Y.XmlFragment) => {
    for (const child of node.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const id = idOfLive(child);
      if (id && among.has(id)) found.set(id, [...(found.get(id) ?? []), child]);
      walk(child);
    }
  };
  walk(parent);
  return found;
}

export const wordsOf = (block: Block) => textsIn(block).map(lettersOf).join('\n');

/** What is to hold a block. */
export const CELLS = new Set(['tableCell', 'tableHeader']);

/** Whether what a block is in would be none without it: an item without its paragraph, a cell with nothing in it. */
function isNeeded(block: Block): boolean {
  const { parent, nextSibling } = block;
  if (!(parent instanceof Y.XmlElement) || parent.firstChild !== (block as unknown)) return false;
  if (!nextSibling) return CELLS.has(parent.nodeName);
  return parent.nodeName === 'listItem' && (nextSibling as Block).nodeName !== 'paragraph';
}

/**
 * Takes a block out, with the quotation or the list that would be left empty without it. Where one must stand, it is only
 * emptied: the editor takes out what has become impossible, with all that is in it.
 */
export function takeOut(block: Block): void {
  let node = block;
  while (node.parent instanceof Y.XmlElement && node.parent.length === 1 && !isNeeded(node))
    node = node.parent;
  if (isNeeded(node)) return textsIn(block).forEach((text) => text.delete(0, text.length));
  const parent = node.parent as Y.XmlFragment;
  parent.delete(parent.toArray().indexOf(node), 1);
}

/** The text of a block that holds nothing else. */
export const onlyText = (block: Block) =>
  block.length === 1 && block.get(0) instanceof Y.XmlText ? (block.get(0) as Y.XmlText) : null;

/** Up to which clock the blocks that were made here hold what they were made of. */
const madeUpTo = new WeakMap<Block, number>();
/** What was put here where it belongs, from clock to clock. */
const placed = new WeakMap<Y.Doc, [from: number, to: number][]>();

/** Whether some words stand among others, or so much of them that they are the same, being typed. */
function stands(words: string, among: string): boolean {
  return among.includes(words.slice(0, Math.ceil(words.length / 2)));
}

/**
 * A block's letters: those that it was made of or that were put there, and those that were typed into it since. What
 * somebody else typed may stand in its copy, too.
 */
export function copiedIn(block: Block, copy: string): Copied {
  const [own, end] = [clientOf(block), madeUpTo.get(block) ?? 0];
  const put = placed.get(block.doc!) ?? [];
  const runs: { words: string; author: number; isTyped: boolean }[] = [];
  for (let item = onlyText(block)?._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client, clock: first } = item.id;
    for (let at = 0; at < item.length; at += 1) {
      const clock = first + at;
      const isTyped =
        client === own && clock >= end && !put.some(([from, to]) => clock >= from && clock < to);
      const last = runs.at(-1);
      if (last?.author === client && last.isTyped === isTyped) last.words += item.content.str[at];
      else runs.push({ words: item.content.str[at]!, author: client, isTyped });
    }
  }
  const copied = { letters: '', later: [] as Later[] };
  for (const { words, author, isTyped } of runs) {
    if (!isTyped && (author === own || stands(words, copy))) copied.letters += words;
    else copied.later.push({ words, at: copied.letters.length, isOthers: author !== own });
  }
  return copied;
}

/**
 * Whether a text holds all that a block was made of. What was written into it since is looked for letter by letter
 * nowhere: two sentences that have letters in common are two.
 */
export function isHeldIn(words: string, block: Block): boolean {
  const { letters, later } = copiedIn(block, words);
  return !later.length && isWithin(letters, words);
}

const isHeldBy = (block: Block, twin: Block) =>
  onlyText(block) && onlyText(twin) ? isHeldIn(wordsOf(twin), block) : wordsOf(block) === wordsOf(twin);

/**
 * Brings what only one of two copies holds to the other; whether it can.
 * @param from the letter of the other with which the copy begins
 */
export function bringOver(block: Block, twin: Block, from = 0): boolean {
  const other = onlyText(twin);
  const words = other ? lettersOf(other).slice(from) : '';
  const missing = onlyText(block) && other && missingIn(words, copiedIn(block, words));
  for (const { words, at } of missing?.toReversed() ?? []) other!.insert(from + at, words);
  return !!missing;
}

/**
 * Takes out the copies that two people have made of one paragraph: both made a heading of it without having seen that the
 * other did, and each put in a block with its words and its id. One always stays.
 * @param among blocks, by their ids, of which others with the same ids may stand
 * @param yields whether the first of two is the one to go
 * @param isReady whether the second holds what is in the first
 * @returns the ids of which copies are left that are to go once that is so
 */
function takeOutTwins(
  ydoc: Y.Doc,
  among: ReadonlySet<string>,
  yields: (block: Block, twin: Block) => boolean,
  isReady: (block: Block, twin: Block) => boolean,
): string[] {
  const open: string[] = [];
  for (const [id, blocks] of blocksIn(ydoc.getXmlFragment(FRAGMENT), among)) {
    let left = blocks;
    for (const block of blocks) {
      const twins = left.filter((twin) => twin !== block && yields(block, twin));
      if (!twins.length || !wordsOf(block).trim()) continue;
      if (twins.some((twin) => isReady(block, twin))) {
        left = left.filter((each) => each !== block);
        takeOut(block);
      } else open.push(id);
    }
  }
  return open;
}

export const clientOf = (block: Block) => block._item!.id.client;

/** What others were writing into one copy has arrived by then, or been put into the other by its authors. */
export const SETTLED_MS = 2_000;

/**
 * Keeps one of two copies of a paragraph (docs/adr/0013-what-goes-down-with-a-paragraph.md): which, whose-goes.ts says. What
 * was written into the one that goes, and not into the other, comes to stand there.
 */
export class TwinBlocks {
  readonly #ydoc: Y.Doc;
  readonly #standing: Standing;
  /** The ids of copies that differ. */
  readonly #open = new Set<string>();

  /** @param server the origin of transactions with what comes from the server */
  constructor(ydoc: Y.Doc, server: unknown, standing: Standing) {
    this.#ydoc = ydoc;
    this.#standing = standing;
    ydoc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin !== server) remember(transaction);
      else if (standing.mayWrite()) this.#arrived(transaction);
    });
  }

  #arrived(transaction: Y.Transaction): void {
    const own = this.#ydoc.clientID;
    // Whoever has put in nothing has no copy, and opens a long text no later for it.
    if (Y.getState(this.#ydoc.store, own) === 0) return;
    const arrived = arrivedIn(transaction);
    if (!arrived.size && !this.#open.size) return;
    for (const id of this.#takeOut(new Set([...arrived.keys(), ...this.#open]), isHeldBy)) {
      if (this.#open.has(id)) continue;
      this.#open.add(id);
      setTimeout(() => this.#settle(id), SETTLED_MS);
    }
  }

  #settle(id: string): void {
    const isThere = this.#open.delete(id) && this.#standing.mayWrite();
    if (isThere) this.#takeOut(new Set([id]), (block, twin) => bringOver(block, twin));
  }

  #takeOut(among: ReadonlySet<string>, isReady: (block: Block, twin: Block) => boolean): string[] {
    const own = this.#ydoc.clientID;
    const goes = (block: Block, twin: Block) =>
      clientOf(block) === own &&
      clientOf(twin) !== own &&
      mineGoes(block._item!.id, clientOf(twin), this.#standing);
    return this.#ydoc.transact(() => takeOutTwins(this.#ydoc, among, goes, isReady), this);
  }
}

/** Notes what the blocks that are made here are made of, and what is put where it belongs. */
function remember(transaction: Y.Transaction): void {
  const { doc, origin } = transaction;
  const own = doc.clientID;
  const [from, end] = [transaction.beforeState.get(own) ?? 0, transaction.afterState.get(own) ?? 0];
  if (end === from) return;
  if (typeof origin === 'object' && origin && PLACING.has(origin))
    placed.set(doc, [...(placed.get(doc) ?? []), [from, end]]);
  for (const block of arrivedIn(transaction).values()) if (clientOf(block) === own) madeUpTo.set(block, end);
}

/** The same for what an earlier visit had put in: within the transaction that takes it in, so that nobody sees it. */
export function takeOutReplayed(transaction: Y.Transaction): void {
  const { doc, beforeState } = transaction;
  const isNew = (block: Block) => block._item!.id.clock >= (beforeState.get(clientOf(block)) ?? 0);
  // Only once it is over does a transaction know how far it went.
  const afterState = Y.decodeStateVector(Y.encodeStateVector(doc));
  const arrived = arrivedIn({ doc, beforeState, afterState } as Y.Transaction);
  // What that visit typed into its own is not known any more.
  const isReady = (block: Block, twin: Block) => wordsOf(block) === wordsOf(twin) || isHeldBy(block, twin);
  takeOutTwins(doc, new Set(arrived.keys()), (block, twin) => isNew(block) && !isNew(twin), isReady);
}
