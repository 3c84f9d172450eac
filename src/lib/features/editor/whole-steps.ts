import * as Y from 'yjs';
import { CameBack, type Step } from './came-back.ts';
import { type Clocks, isNoMore, keepDeleted } from './step-rules.ts';
import { nameTrueNeighbours } from './true-neighbours.ts';

/** Under which a step keeps what was known when it was begun. */
const KNOWN = 'concierta known';

/**
 * Has an undo manager pass over steps that it can no longer take back, or take again, as they were done. Undoing a heading
 * takes its words away and brings the paragraph back; where somebody else has taken out meanwhile what the words would come
 * back into, only the first half of that would happen, and a sentence be gone. And what both of two people have taken out, or made
 * something else of, comes back with the first of them (docs/adr/0013-what-goes-down-with-a-paragraph.md).
 * @param onpassed is told, once for each time that somebody undoes or redoes
 */
export function keepWhole(undoManager: Y.UndoManager, onpassed?: () => void): void {
  const { doc } = undoManager;
  const back = new CameBack();
  undoManager.on('stack-item-added', ({ stackItem }) => {
    stackItem.meta.set(KNOWN, Y.decodeStateVector(Y.encodeStateVector(doc)));
  });
  // With the steps that cannot be taken again any more Yjs lets go of what others stand in, too.
  undoManager.on('stack-cleared', () =>
    doc.transact((transaction) => undoManager.undoStack.forEach((step) => keepDeleted(transaction, step))),
  );
  const divide = (transaction: Y.Transaction) => back.divide(transaction);
  doc.on('beforeObserverCalls', (transaction) => {
    if (transaction.origin === undoManager) nameTrueNeighbours(transaction);
  });
  const isPassed = (transaction: Y.Transaction, step: Step) =>
    isNoMore(transaction, step, step.meta.get(KNOWN) as Clocks, back);
  // Only of the last: what is missing for one before it may come back with that.
  const pass = (stack: Step[]): boolean => {
    const all = stack.length;
    doc.transact((transaction) => {
      divide(transaction);
      while (stack.length && isPassed(transaction, stack.at(-1)!)) stack.pop();
    });
    return stack.length < all;
  };
  /** One by one: behind a step of which nothing is left, Yjs goes on to the next, which is to be looked at, too. */
  const take = (stack: Step[], one: () => Step | null) => {
    for (let hasPassed = false; ;) {
      hasPassed = pass(stack) || hasPassed;
      const before = stack.splice(0, stack.length - 1);
      const isLast = !stack.length;
      // In the same transaction: when one is over, Yjs makes one of what it can.
      doc.on('beforeTransaction', divide);
      let done: Step | null;
      try {
        done = one();
      } finally {
        doc.off('beforeTransaction', divide);
        stack.unshift(...before);
      }
      if (done) doc.transact((transaction) => back.remember(transaction, done));
      if (!done && !isLast) continue;
      if (hasPassed) onpassed?.();
      return done;
    }
  };
  const { undo, redo } = undoManager;
  undoManager.undo = () => take(undoManager.undoStack, () => undo.call(undoManager));
  undoManager.redo = () => take(undoManager.redoStack, () => redo.call(undoManager));
}
