import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { behind } from './beside.ts';
import { type CameBack, itemsOf, type Step } from './came-back.ts';
import { idOf } from './gone-text.ts';
import { textsIn } from './texts-in.ts';
import { CELLS } from './twin-blocks.ts';

/** So many letters, or more, come back: fewer nobody notices, or had been typed twice. */
const LEAST = 4;
/** So many in a row are a copy. */
const SHARED = 12;

export type Clocks = ReadonlyMap<number, number>;

/** An item as it is now: what has come back is another one. */
function latestOf(item: Y.Item, store: Y.Doc['store']): Y.Item {
  let latest = item;
  while (latest.redone) latest = Y.getItem(store, latest.redone) as Y.Item;
  return latest;
}

const nodeOf = ({ content }: Y.Item): unknown => (content instanceof Y.ContentType ? content.type : null);
const isText = (node: unknown): node is Y.XmlText => node instanceof Y.XmlText;
const isBlock = (node: unknown): node is Y.XmlElement => node instanceof Y.XmlElement;
const isLive = (node: Y.XmlText | Y.XmlElement) => !node._item!.deleted;

type Tells = (item: Y.Item) => boolean;

/** A step as the rules look at it. */
interface Looked {
  step: Step;
  transaction: Y.Transaction;
  store: Y.Doc['store'];
  /** Whether the step put something in; though it has been taken out meanwhile, and has come back. */
  isPut: Tells;
  /** Whether something has been put in since by somebody, or by oneself. */
  isSince: Tells;
  /** What it put in, as it is now. */
  put: Y.Item[];
  /** The texts and blocks among that, as they were at first: they may be gone. */
  nodes: Y.Item[];
  /** What it took out, and would bring back. */
  brought: Y.Item[];
}

/**
 * @param known the clocks up to which everything was known as the step was done
 * @param back what has come back by undoing
 */
function lookAt(transaction: Y.Transaction, step: Step, known: Clocks, back: CameBack): Looked {
  const { store, clientID: own } = transaction.doc;
  const { deletions, insertions } = step;
  const isPutAt = (id: Y.ID) => Y.isDeleted(insertions, id);
  const put = itemsOf(transaction, insertions);
  return {
    step,
    transaction,
    store,
    isPut: ({ id }) => isPutAt(id) || isPutAt(back.firstOf(id, own)),
    isSince: ({ id }) => {
      const first = back.firstOf(id, own);
      return first.clock >= (known.get(first.client) ?? 0) && !isPutAt(first) && !isPutAt(id);
    },
    put: put.map((item) => latestOf(item, store)),
    nodes: put.filter(nodeOf),
    brought: itemsOf(transaction, deletions).filter(
      (item) => !isPutAt(item.id) && (item.content instanceof Y.ContentString || nodeOf(item)),
    ),
  };
}

const parentOf = ({ parent }: Y.Item) => (parent as Y.AbstractType<unknown> | null)?._item ?? null;

/** Whether Yjs can bring an item back: not into something that somebody else has taken out meanwhile. */
function comesBack(item: Y.Item, among: ReadonlySet<Y.Item>, store: Y.Doc['store']): boolean {
  const parent = parentOf(item);
  if (item.redone || !parent || !latestOf(parent, store).deleted) return true;
  return !parent.redone && among.has(parent) && comesBack(parent, among, store);
}

function blocksIn(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent.toArray().flatMap((child) => (isBlock(child) ? [child, ...blocksIn(child)] : []));
}

/** Whether something that it took out is no more: Yjs keeps nothing of what has gone with its text, and was not asked for. */
function isLost({ transaction, step: { deletions, insertions } }: Looked): boolean {
  let isGone = false;
  Y.iterateDeletedStructs(transaction, deletions, (struct) => {
    const isThere = struct instanceof Y.Item && !(struct.content instanceof Y.ContentDeleted);
    isGone ||= !isThere && !Y.isDeleted(insertions, struct.id);
  });
  return isGone;
}

/** Keeps what a step took out, and what that stands in, so that it can come back. */
export function keepDeleted(transaction: Y.Transaction, { deletions }: Step): void {
  for (const item of itemsOf(transaction, deletions))
    for (let each: Y.Item | null = item; each; each = parentOf(each)) each.keep = true;
}

/** Whether undoing it takes away more than it brings back, or brings back a block that stands there already. */
function isByHalves(looked: Looked): boolean {
  const { transaction, store, put, brought } = looked;
  const all = new Set(brought);
  const takesAway = put.some(({ deleted, content }) => !deleted && content instanceof Y.ContentString);
  if (takesAway && (isLost(looked) || !brought.every((item) => comesBack(item, all, store)))) return true;
  const ids = new Set(brought.map(nodeOf).flatMap((node) => idOf(node) ?? []));
  const taken = new Set(put);
  const standing = ids.size ? blocksIn(transaction.doc.getXmlFragment(FRAGMENT)) : [];
  // A block that it only gave the name to takes its own again.
  const isTaken = (block: Y.XmlElement) => taken.has(block._item!) || taken.has(block._map.get('id')!);
  return standing.some((block) => ids.has(idOf(block)!) && !isTaken(block));
}

/** How many of the letters that it put in others have taken out. */
function goneOf({ transaction, step: { insertions, deletions }, store }: Looked): number {
  let gone = 0;
  Y.iterateDeletedStructs(transaction, insertions, (struct) => {
    if (!(struct instanceof Y.Item)) gone += struct.length;
    else if (struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted)
      gone += latestOf(struct, store).deleted && !Y.isDeleted(deletions, struct.id) ? struct.length : 0;
  });
  return gone;
}

/** The letters of a text that are meant. */
function lettersIn(text: Y.XmlText, isMeant: Tells): string {
  let letters = '';
  for (let item = text._start; item; item = item.right)
    if (item.content instanceof Y.ContentString && isMeant(item)) letters += item.content.str;
  return letters;
}

/**
 * Whether undoing it would bring back what went on elsewhere: somebody has put a note into the words that it put in, say, or
 * split them, and the copy that they made of them stands.
 */
function doubles(looked: Looked): boolean {
  if (goneOf(looked) < LEAST) return false;
  const words = looked.brought.flatMap(({ content }) =>
    content instanceof Y.ContentString && content.str.trim().length >= LEAST ? [content.str] : [],
  );
  if (!words.length) return false;
  const texts = textsIn(looked.transaction.doc.getXmlFragment(FRAGMENT));
  return standsAmong(
    words,
    texts.map((text) => lettersIn(text, (item) => !item.deleted && !looked.isPut(item))),
  );
}

/** Whether a part of some words, or all of those that are short, stand in one of the texts: each is read once, however many words there are. */
function standsAmong(words: readonly string[], texts: readonly string[]): boolean {
  const parts = new Set<string>();
  for (const each of words)
    for (let at = 0; at + SHARED <= each.length; at += 1) parts.add(each.slice(at, at + SHARED));
  const short = words.filter(({ length }) => length < SHARED);
  return texts.some((text) => {
    if (short.some((each) => text.includes(each))) return true;
    for (let at = 0; parts.size && at + SHARED <= text.length; at += 1)
      if (parts.has(text.slice(at, at + SHARED))) return true;
    return false;
  });
}

/**
 * Whether something that has been put in since stands behind a text: anywhere behind it in its block, or, where that ends with
 * it, behind the block.
 */
function isNewBehind(text: Y.XmlText, isSince: Tells, isBeside = (_: Y.XmlElement) => true): boolean {
  for (let next = text.nextSibling; next; next = next.nextSibling) if (isSince(next._item!)) return true;
  if (text.nextSibling) return false;
  for (let node: unknown = text.parent; isBlock(node); node = node.parent) {
    const next = node.nextSibling as Y.XmlElement | null;
    if (isBeside(node) && next) return isSince(next._item!);
  }
  return false;
}

/** The texts that letters come back into, or with, as they were at first. */
const textsOf = ({ brought }: Looked): Set<Y.XmlText> =>
  new Set(brought.map(({ parent }) => parent).filter(isText));

const putTexts = ({ put }: Looked): Y.XmlText[] => put.map(nodeOf).filter(isText).filter(isLive);

/**
 * Whether undoing it would bring the end of a text back to it from which somebody has parted it: they have put a note behind
 * what is left of the text, or split that.
 */
function isParted(looked: Looked): boolean {
  const blocks = looked.put.map(nodeOf).filter(isBlock).filter(isLive);
  const isBeside = (half: Y.XmlElement) => blocks.some(({ parent }) => parent === half.parent);
  return [...textsOf(looked)].some((first) => {
    const text = nodeOf(latestOf(first._item!, looked.store));
    return isText(text) && isLive(text) && isNewBehind(text, looked.isSince, isBeside);
  });
}

/**
 * Whether somebody has gone on with what it put in in the place of something else: they have split it, or put a note into it,
 * so that a part of it stands behind it, and would come back here, too; or they have put a block of theirs into it, which would be left.
 */
function isBuiltOn(looked: Looked): boolean {
  const { isSince, isPut, transaction } = looked;
  const own = transaction.doc.clientID;
  const blocks = looked.put.map(nodeOf).filter(isBlock).filter(isLive);
  // Another item of the list, a paragraph that was moved into the quotation.
  const isNew = (child: unknown) => isBlock(child) && isSince(child._item!);
  if (blocks.some((block) => block.toArray().some(isNew))) return true;
  return putTexts(looked).some((text) => {
    const isInNew = isBlock(text.parent) && isPut(text.parent._item!);
    if (isInNew && text.nextSibling && isNewBehind(text, isSince)) return true;
    let last: Y.Item | null = null;
    for (let each = text._start; each; each = each.right) {
      const isTheirs = !isPut(each) && isSince(each);
      // What another wrote in it, and has come back by one's own undoing, they do not know for theirs any more.
      if (isInNew && isTheirs && !each.deleted && each.id.client === own) return true;
      if (each.countable && !isTheirs) last = each;
    }
    return !!last?.deleted && isNewBehind(text, isSince);
  });
}

/** How many letters that it put in are gone from the end of a text. */
function goneFromEnd(text: Y.XmlText, { isPut, store, step: { deletions } }: Looked): number {
  let gone = 0;
  for (let item = text._start; item; item = item.right) {
    const isLetter = item.countable || item.content instanceof Y.ContentDeleted;
    if (!isPut(item) || !isLetter || Y.isDeleted(deletions, item.id)) continue;
    gone = latestOf(item, store).deleted ? gone + item.length : 0;
  }
  return gone;
}

/** Whether the letters that would come back at the end of a text stand there again, or behind it: somebody has undone what they had made of it. */
function standsAgain(looked: Looked): boolean {
  const { isSince, nodes, brought } = looked;
  if (!goneOf(looked)) return false;
  // With what they stood in, nobody knows how many there were.
  const gone = [
    Infinity,
    ...nodes
      .map(nodeOf)
      .filter(isText)
      .map((text) => goneFromEnd(text, looked)),
  ];
  const texts = [...textsOf(looked)];
  const back = new Set(brought);
  const ends = texts.flatMap((text) => {
    const words = lettersIn(text, (item) => back.has(item));
    return gone
      .filter((count) => count > 0)
      .map((count) => words.slice(-count))
      .filter((end) => end.trim());
  });
  const blocks = [...texts.filter(isLive), ...putTexts(looked)].map(({ parent }) => parent as Y.XmlElement);
  const around = new Set(blocks.flatMap((block) => [block, behind(block)]).filter(isBlock));
  return [...around].flatMap(textsIn).some((text) => {
    const letters = lettersIn(text, (item) => !item.deleted && isSince(item));
    return ends.some((end) => letters.includes(end));
  });
}

/** Whether a block would come back behind one that was put in since behind what stands in its place. */
function isOvertaken({ brought, isSince, isPut }: Looked): boolean {
  return brought.some((item) => {
    if (!isBlock(nodeOf(item))) return false;
    let isBetween = false;
    for (let left = item.left; left; left = left.left) {
      if (left.deleted || !left.countable) continue;
      if (!isSince(left)) return isBetween && isPut(left);
      isBetween = true;
    }
    return false;
  });
}

/**
 * Whether it would leave something that cannot stand so, and is taken out by the editor with all that is in it: an item that
 * does not begin with a paragraph, because another has made a heading of the second, or a cell with nothing in it.
 */
function isImpossible({ put, brought, store }: Looked): boolean {
  const taken = new Set(put);
  const comesTo = new Set(brought.map(parentOf).map((parent) => parent && latestOf(parent, store)));
  return put.some((item) => {
    const parent = parentOf(item);
    const holder = parent && !taken.has(parent) && !comesTo.has(parent) ? nodeOf(parent) : null;
    if (item.deleted || !isBlock(holder) || !isBlock(nodeOf(item))) return false;
    const [first] = holder.toArray().filter((child) => !taken.has(child._item!));
    if (!first) return CELLS.has(holder.nodeName);
    return holder.nodeName === 'listItem' && isBlock(first) && first.nodeName !== 'paragraph';
  });
}

const OF_NODES = [isParted, isBuiltOn, standsAgain, isOvertaken, isImpossible];

/**
 * Whether a step, the last of all, can no longer be taken back as it was done: words of the text would stand there twice, or
 * not at all, or in another order.
 * @param known the clocks up to which everything was known as the step was done
 * @param back what has come back by undoing
 */
export function isNoMore(transaction: Y.Transaction, step: Step, known: Clocks, back: CameBack): boolean {
  const looked = lookAt(transaction, step, known, back);
  if (isByHalves(looked) || doubles(looked)) return true;
  // Letters alone that come back are nowhere else.
  const hasNodes = looked.nodes.length > 0 || goneOf(looked) > 0;
  return looked.brought.length > 0 && hasNodes && OF_NODES.some((rule) => rule(looked));
}
