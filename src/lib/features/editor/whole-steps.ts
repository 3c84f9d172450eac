import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { idOf } from './gone-text.ts';
import { sharesWith } from './missing-letters.ts';
import { textsIn } from './texts-in.ts';

/** So many letters, or more, come back: fewer nobody notices, or had been typed twice. */
const LEAST = 4;
/** So many in a row are a copy. */
const SHARED = 12;

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
  return words.some((each) => each.trim().length >= LEAST && sharesWith(each, texts, SHARED));
}

const nodeOf = ({ content }: Y.Item): unknown => (content instanceof Y.ContentType ? content.type : null);

/**
 * Whether undoing this step, the last of all, would bring the end of a text back to it from which somebody has parted it: they
 * have put a note behind what is left of the text, or split that.
 */
function isParted(transaction: Y.Transaction, { deletions, insertions }: Step): boolean {
  const isIn = (node: Y.XmlElement | Y.XmlText) => Y.isDeleted(insertions, node._item!.id);
  const blocks = itemsOf(transaction, insertions)
    .map(nodeOf)
    .filter((node) => node instanceof Y.XmlElement && !node._item!.deleted) as Y.XmlElement[];
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
  return [...texts].some((text) => {
    const next = text.nextSibling;
    if (next) return !isIn(next as Y.XmlElement);
    for (let node: unknown = text.parent; node instanceof Y.XmlElement; node = node.parent) {
      const half = node;
      if (!blocks.some(({ parent }) => parent === half.parent)) continue;
      const behind = half.nextSibling;
      return !!behind && !isIn(behind as Y.XmlElement);
    }
    return false;
  });
}

/**
 * Has an undo manager pass over steps that it can no longer take back, or take again, as they were done. Undoing a heading
 * takes its words away and brings the paragraph back; where somebody else has taken out meanwhile what the words would come
 * back into, only the first half of that would happen, and a sentence be gone. And what both of two people have taken out, or made
 * something else of, comes back with the first of them (docs/adr/0013-what-goes-down-with-a-paragraph.md).
 */
export function keepWhole(undoManager: Y.UndoManager): void {
  const pass = (stack: Step[]) => {
    undoManager.doc.transact((transaction) => {
      const standing = standingBlocks(undoManager.doc.getXmlFragment(FRAGMENT));
      const whole = stack.filter((step) => isWhole(transaction, step, standing));
      stack.splice(0, stack.length, ...whole);
      const isPassed = (step: Step) => doubles(transaction, step) || isParted(transaction, step);
      while (stack.length && isPassed(stack.at(-1)!)) stack.pop();
    });
  };
  const { undo, redo } = undoManager;
  undoManager.undo = () => {
    pass(undoManager.undoStack);
    return undo.call(undoManager);
  };
  undoManager.redo = () => {
    pass(undoManager.redoStack);
    return redo.call(undoManager);
  };
}
