import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { idOf } from './gone-text.ts';

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
