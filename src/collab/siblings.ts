import * as Y from 'yjs';
import type { Patience } from './patience.ts';
import { firstAt, SiblingList } from './sibling-list.ts';
import type { Lookup, Newcomer, Place } from './sibling-nodes.ts';

type Anchors = Pick<Newcomer, 'origin' | 'rightOrigin'>;

/** So many newcomers at one place are let in without counting, if each stands in a gap that is there. */
const FEW = 32;

/** Whether a newcomer stands in a gap between neighbours that is there now, or in one that the message made itself. */
function isPlain({ origin, rightOrigin }: Anchors, place: Place, at: Lookup, patience: Patience): boolean {
  const left = origin && at.struct(origin);
  const right = rightOrigin && at.struct(rightOrigin);
  if (left && at.isFresh(origin) && Y.compareIDs(left.rightOrigin, rightOrigin)) return true;
  if (right && at.isFresh(rightOrigin)) {
    const inside = rightOrigin.clock > right.id.clock;
    const beside = inside ? Y.createID(rightOrigin.client, rightOrigin.clock - 1) : right.origin;
    return Y.compareIDs(beside, origin);
  }
  if (left && at.isFresh(origin)) return false;
  if (left && origin.clock + 1 < left.id.clock + left.length)
    return rightOrigin?.client === origin.client && rightOrigin.clock === origin.clock + 1;
  const next = left ? left.right : firstAt(place, patience);
  return Y.compareIDs(next && next.id, rightOrigin);
}

/**
 * Whether one person alone wrote all of something new. Yjs's undo, which writes a paragraph anew to restore it, names the
 * wrong right neighbour now and then; here it makes no difference. Yjs puts each item right behind its left neighbour when
 * nobody else's stand there, and nobody else's can: who has seen the paragraph has seen all of it, and names the last
 * that was written behind a letter as its right neighbour, so that Yjs has all of them before anybody else's.
 */
const areOneHand = (newcomers: readonly Newcomer[], { holder, key }: Place) =>
  !holder && key === null && newcomers.every(({ client }) => client === newcomers[0]!.client);

/**
 * Checks between which neighbours the new items of one place stand, and what it costs Yjs to find where they belong. An
 * ordinary edit stands in a gap, which is seen at once; what meets others is placed as Yjs would.
 * @throws {Refusal} when the neighbours cannot be true, or the search is too long.
 */
export function checkSiblings(
  newcomers: readonly Newcomer[],
  place: Place,
  at: Lookup,
  patience: Patience,
): void {
  if (newcomers.length <= FEW && newcomers.every((newcomer) => isPlain(newcomer, place, at, patience)))
    return;
  const siblings = new SiblingList(place, at, areOneHand(newcomers, place), patience);
  for (const newcomer of newcomers) siblings.take(newcomer);
  siblings.finish();
}
