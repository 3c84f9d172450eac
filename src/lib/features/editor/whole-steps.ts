import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { idOf } from './gone-text.ts';
import { textsIn } from './texts-in.ts';

/** So many letters, or more, come back: fewer nobody notices, or had been typed twice. */
const LEAST = 4;
/** So often something comes back of which each time a part is written into: far more than anybody does. */
const MOST_ROUNDS = 50;
/** So many in a row are a copy. */
const SHARED = 12;

/** Under which a step keeps what was known when it was begun. */
const KNOWN = 'concierta known';

type Clocks = ReadonlyMap<number, number>;
type Step = Y.UndoManager['undoStack'][number];

/** The parts of a text that a set of clocks names. */
function itemsOf(transaction: Y.Transaction, named: Step['deletions']): Y.Item[] {
  const items: Y.Item[] = [];
  Y.iterateDeletedStructs(transaction, named, (struct) => {
    if (struct instanceof Y.Item) items.push(struct);
  });
  return items;
}

/** An item as it is now: what has come back is another one. */
function latestOf(item: Y.Item, store: Y.Doc['store']): Y.Item {
  let latest = item;
  while (latest.redone) latest = Y.getItem(store, latest.redone) as Y.Item;
  return latest;
}

/**
 * Divides what a step put in, and what has come back of it, where somebody has typed into that since. Of an item that came
 * back Yjs takes away only what is one with its first letter.
 */
function divideAsNow(transaction: Y.Transaction, { insertions }: Step): void {
  const { store } = transaction.doc;
  for (let [wasDivided, round] = [true, 0]; wasDivided && round < MOST_ROUNDS; round += 1) {
    wasDivided = false;
    for (const item of itemsOf(transaction, insertions))
      for (let each = item; each.redone;) {
        const next = Y.getItemCleanStart(transaction, each.redone);
        if (next.length < each.length) {
          Y.getItemCleanStart(transaction, Y.createID(each.id.client, each.id.clock + next.length));
          wasDivided = true;
        }
        each = next;
      }
  }
}

const parentOf = ({ parent }: Y.Item) => (parent as Y.AbstractType<unknown> | null)?._item ?? null;

/** Whether Yjs can bring an item back: not into something that somebody else has taken out meanwhile. */
function comesBack(item: Y.Item, among: ReadonlySet<Y.Item>, store: Y.Doc['store']): boolean {
  const parent = parentOf(item);
  if (item.redone || !parent || !latestOf(parent, store).deleted) return true;
  return !parent.redone && among.has(parent) && comesBack(parent, among, store);
}

function standingBlocks(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlElement ? [child, ...standingBlocks(child)] : []));
}

/**
 * Whether undoing this step takes away no more than it brings back, and brings back nothing that stands there already.
 * @param standing the blocks of the text
 */
function isWhole(
  transaction: Y.Transaction,
  { deletions, insertions }: Step,
  standing: readonly Y.XmlElement[],
): boolean {
  const { doc } = transaction;
  const taken = new Set(itemsOf(transaction, insertions).map((item) => latestOf(item, doc.store)));
  const brought = new Set(itemsOf(transaction, deletions).filter(({ id }) => !Y.isDeleted(insertions, id)));
  const takesAway = [...taken].some(({ deleted, content }) => !deleted && content instanceof Y.ContentString);
  if (takesAway && ![...brought].every((item) => comesBack(item, brought, doc.store))) return false;
  const ids = new Set(
    [...brought].map(({ content }) => content instanceof Y.ContentType && idOf(content.type)),
  );
  ids.delete(undefined);
  ids.delete(false);
  return !standing.some((block) => ids.has(idOf(block)) && !taken.has(block._item!));
}

/** How many of the letters that a step put in are gone. */
function goneOf(transaction: Y.Transaction, { insertions }: Step): number {
  let gone = 0;
  Y.iterateDeletedStructs(transaction, insertions, (struct) => {
    const { store } = transaction.doc;
    if (!(struct instanceof Y.Item)) gone += struct.length;
    else if (struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted)
      gone += latestOf(struct, store).deleted ? struct.length : 0;
  });
  return gone;
}

/** The letters of the text that a step did not put in. */
function lettersBeside(text: Y.XmlText, { insertions }: Step): string {
  let letters = '';
  for (let item = text._start; item; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentString && !Y.isDeleted(insertions, item.id))
      letters += item.content.str;
  return letters;
}

/**
 * Whether undoing this step, the last of all, would bring back what went on elsewhere: somebody has put a note into the words that
 * it put in, say, or split them, and the copy that they made of them stands.
 */
function doubles(transaction: Y.Transaction, step: Step): boolean {
  if (goneOf(transaction, step) < LEAST) return false;
  const words = itemsOf(transaction, step.deletions).flatMap(({ id, content }) =>
    content instanceof Y.ContentString && !Y.isDeleted(step.insertions, id) ? [content.str] : [],
  );
  if (!words.length) return false;
  const texts = textsIn(transaction.doc.getXmlFragment(FRAGMENT)).map((text) => lettersBeside(text, step));
  return standsAmong(
    words.filter((each) => each.trim().length >= LEAST),
    texts,
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
    if (parts.size)
      for (let at = 0; at + SHARED <= text.length; at += 1)
        if (parts.has(text.slice(at, at + SHARED))) return true;
    return false;
  });
}

const nodeOf = ({ content }: Y.Item): unknown => (content instanceof Y.ContentType ? content.type : null);

/** What tells whether something has been put in since a step was done. */
type Since = (item: Y.Item) => boolean;

/** What has come back since, by undoing, was there before. */
function sinceStep({ doc }: Y.Transaction, { insertions, meta }: Step): Since {
  const known = meta.get(KNOWN) as Clocks;
  const isOlder = ({ client, clock }: Y.ID) => clock < (known.get(client) ?? 0);
  return (item) => {
    if (isOlder(item.id) || Y.isDeleted(insertions, item.id)) return false;
    for (let each = (item.parent as Y.AbstractType<unknown>)._start; each; each = each.right)
      if (each.redone && isOlder(each.id) && latestOf(each, doc.store) === item) return false;
    return true;
  };
}

/**
 * Whether something that has been put in since stands behind a text: behind it in its block, or, where that ends with it,
 * behind the block.
 */
function isNewBehind(text: Y.XmlText, isSince: Since, isBeside = (_: Y.XmlElement) => true): boolean {
  const next = text.nextSibling as Y.XmlElement | null;
  if (next) return isSince(next._item!);
  for (let node: unknown = text.parent; node instanceof Y.XmlElement; node = node.parent) {
    const behind = node.nextSibling as Y.XmlElement | null;
    if (isBeside(node) && behind) return isSince(behind._item!);
  }
  return false;
}

/**
 * Whether undoing this step, the last of all, would bring the end of a text back to it from which somebody has parted it: they
 * have put a note behind what is left of the text, or split that.
 */
function isParted(transaction: Y.Transaction, { deletions, insertions }: Step, isSince: Since): boolean {
  const nodes = itemsOf(transaction, insertions).map(nodeOf);
  // Letters alone that come back are nowhere else.
  if (!nodes.some((node) => node)) return false;
  const blocks = nodes.filter(
    (node) => node instanceof Y.XmlElement && !node._item!.deleted,
  ) as Y.XmlElement[];
  const texts = new Set(
    itemsOf(transaction, deletions).flatMap(({ id, content, parent }) =>
      content instanceof Y.ContentString &&
      parent instanceof Y.XmlText &&
      !parent._item!.deleted &&
      !Y.isDeleted(insertions, id)
        ? [parent]
        : [],
    ),
  );
  const isBeside = (half: Y.XmlElement) => blocks.some(({ parent }) => parent === half.parent);
  return [...texts].some((text) => isNewBehind(text, isSince, isBeside));
}

/**
 * Whether somebody has gone on with what this step, the last of all, put in in the place of something else: they have split
 * it, or put a note into it, so that a part of it stands behind it, and would come back here, too.
 */
function isBuiltOn(transaction: Y.Transaction, { deletions, insertions }: Step, isSince: Since): boolean {
  const isPut = ({ id }: Y.Item) => Y.isDeleted(insertions, id);
  const isReplaced = itemsOf(transaction, deletions).some(
    (item) => !isPut(item) && (item.content instanceof Y.ContentString || nodeOf(item)),
  );
  if (!isReplaced) return false;
  return itemsOf(transaction, insertions).some((item) => {
    const text = nodeOf(latestOf(item, transaction.doc.store));
    if (!(text instanceof Y.XmlText) || text._item!.deleted) return false;
    let last: Y.Item | null = null;
    for (let each = text._start; each; each = each.right)
      if (each.countable && (isPut(each) || !isSince(each))) last = each;
    return !!last?.deleted && isNewBehind(text, isSince);
  });
}

/**
 * Has an undo manager pass over steps that it can no longer take back, or take again, as they were done. Undoing a heading
 * takes its words away and brings the paragraph back; where somebody else has taken out meanwhile what the words would come
 * back into, only the first half of that would happen, and a sentence be gone. And what both of two people have taken out, or made
 * something else of, comes back with the first of them (docs/adr/0013-what-goes-down-with-a-paragraph.md).
 */
export function keepWhole(undoManager: Y.UndoManager): void {
  const { doc } = undoManager;
  undoManager.on('stack-item-added', ({ stackItem }) => {
    stackItem.meta.set(KNOWN, Y.decodeStateVector(Y.encodeStateVector(doc)));
  });
  const pass = (stack: Step[]) => {
    doc.transact((transaction) => {
      const standing = standingBlocks(doc.getXmlFragment(FRAGMENT));
      const whole = stack.filter((step) => isWhole(transaction, step, standing));
      stack.splice(0, stack.length, ...whole);
      const isPassed = (step: Step) => {
        const isSince = sinceStep(transaction, step);
        return (
          doubles(transaction, step) ||
          isParted(transaction, step, isSince) ||
          isBuiltOn(transaction, step, isSince)
        );
      };
      while (stack.length && isPassed(stack.at(-1)!)) stack.pop();
      if (stack.length) divideAsNow(transaction, stack.at(-1)!);
    });
  };
  /** One by one: behind a step of which nothing is left, Yjs goes on to the next, which is to be looked at, too. */
  const take = (stack: Step[], one: () => Step | null) => {
    for (;;) {
      pass(stack);
      const before = stack.splice(0, stack.length - 1);
      const isLast = !stack.length;
      const done = one();
      stack.unshift(...before);
      if (done || isLast) return done;
    }
  };
  const { undo, redo } = undoManager;
  undoManager.undo = () => take(undoManager.undoStack, () => undo.call(undoManager));
  undoManager.redo = () => take(undoManager.redoStack, () => redo.call(undoManager));
}
