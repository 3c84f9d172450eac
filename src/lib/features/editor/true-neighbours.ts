import * as Y from 'yjs';

/**
 * Has what a transaction put in name neighbours that it can have had. What comes back by undoing names others now and
 * then, of which the right one stands before the left one, even: where its paragraph came back before it, Yjs looks on
 * either side for what came back beside it (redoItem), and each of these may have been cut or become one with something
 * since. Yjs would put it elsewhere for whoever gets the same in another order, and the server refuses it
 * (src/collab/sibling-list.ts). To be called when the transaction is done, and before anybody is told of it.
 */
export function nameTrueNeighbours({ beforeState, doc: { clientID, store } }: Y.Transaction): void {
  const known = beforeState.get(clientID) ?? 0;
  if (Y.getState(store, clientID) === known) return;
  const own = store.clients.get(clientID)!;
  // The last first, each as if taken out again: so its neighbours are those that stood there when it was put in.
  const lefts = new Map<Y.Item, Y.Item | null>();
  const rights = new Map<Y.Item, Y.Item | null>();
  for (const item of own.slice(Y.findIndexSS(own, known)).reverse()) {
    if (!(item instanceof Y.Item) || item.parentSub !== null) continue;
    const left = lefts.has(item) ? lefts.get(item)! : item.left;
    const right = rights.has(item) ? rights.get(item)! : item.right;
    if (left) rights.set(left, right);
    if (right) lefts.set(right, left);
    item.origin = left && left.lastId;
    item.rightOrigin = right && right.id;
  }
}
