import * as Y from 'yjs';
import { CameBack, type Clocks, isNoMore, itemsOf, type Step } from './step-rules.ts';

/** So often something comes back of which each time a part is written into: far more than anybody does. */
const MOST_ROUNDS = 50;
/** Under which a step keeps what was known when it was begun. */
const KNOWN = 'concierta known';

/**
 * Divides what a step put in, and what has come back of it, where somebody has typed into that since. Of an item that came
 * back Yjs takes away only what is one with its first letter.
 */
function divideAsNow(transaction: Y.Transaction, { insertions }: Step): void {
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

/**
 * Has an undo manager pass over steps that it can no longer take back, or take again, as they were done. Undoing a heading
 * takes its words away and brings the paragraph back; where somebody else has taken out meanwhile what the words would come
 * back into, only the first half of that would happen, and a sentence be gone. And what both of two people have taken out, or made
 * something else of, comes back with the first of them (docs/adr/0013-what-goes-down-with-a-paragraph.md).
 */
export function keepWhole(undoManager: Y.UndoManager): void {
  const { doc } = undoManager;
  const back = new CameBack();
  undoManager.on('stack-item-added', ({ stackItem }) => {
    stackItem.meta.set(KNOWN, Y.decodeStateVector(Y.encodeStateVector(doc)));
  });
  const isPassed = (transaction: Y.Transaction, step: Step) => {
    divideAsNow(transaction, step);
    return isNoMore(transaction, step, step.meta.get(KNOWN) as Clocks, back);
  };
  // Only of the last: what is missing for one before it may come back with that.
  const pass = (stack: Step[]) => {
    doc.transact((transaction) => {
      while (stack.length && isPassed(transaction, stack.at(-1)!)) stack.pop();
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
      if (done) doc.transact((transaction) => back.remember(transaction, done));
      if (done || isLast) return done;
    }
  };
  const { undo, redo } = undoManager;
  undoManager.undo = () => take(undoManager.undoStack, () => undo.call(undoManager));
  undoManager.redo = () => take(undoManager.redoStack, () => redo.call(undoManager));
}
