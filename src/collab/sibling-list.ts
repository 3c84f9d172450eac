import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Patience } from './patience.ts';
import { Refusal } from './refusal.ts';
import {
  areOne,
  endOf,
  follows,
  holds,
  indexAfter,
  type Lookup,
  type Newcomer,
  type Node,
  type Place,
} from './sibling-nodes.ts';

/** The first of the siblings that the document has at a place; of an attribute's values it knows the last alone. */
export function firstAt({ holder, key }: Place, patience: Patience): Y.Item | null {
  if (key === null) return holder?._start ?? null;
  let first = holder?._map.get(key) ?? null;
  for (; first?.left; first = first.left) patience.spend(1);
  return first;
}

const untrue = () => new Refusal(CloseCode.changeRefused, 'unknown_content');

/**
 * Siblings as Yjs keeps them, copied so that the document itself is not touched. Only those are copied that newcomers
 * name, and what is looked at between them: there may be hundreds of thousands, and few are paid for.
 */
export class SiblingList {
  #first: Node | Y.Item | null;
  readonly #firstKnown: Y.Item | null;
  /** What items of the document were copied into: several nodes where one was cut. */
  readonly #copies = new Map<Y.Item, Node[]>();
  /** Newcomers, by client. */
  readonly #taken = new Map<number, Node[]>();
  readonly #place: Place;
  readonly #at: Lookup;
  readonly #patience: Patience;
  readonly #areOneHand: boolean;
  /** Items of which the right neighbour may stand before the left one. */
  readonly #reversed: Newcomer[] = [];
  /** How many the document has, once that was asked, and how many are new. */
  #known: number | null = null;
  #new = 0;

  constructor(place: Place, at: Lookup, areOneHand: boolean, patience: Patience) {
    this.#first = this.#firstKnown = firstAt(place, patience);
    this.#place = place;
    this.#at = at;
    this.#patience = patience;
    this.#areOneHand = areOneHand;
  }

  #copiesOf(item: Y.Item): Node[] {
    let nodes = this.#copies.get(item);
    if (!nodes) {
      const { id, length, origin, rightOrigin, right } = item;
      const { client, clock } = id;
      nodes = [{ client, clock, length, origin, rightOrigin, next: right, isKnown: true }];
      this.#copies.set(item, nodes);
    }
    return nodes;
  }

  /** The one behind a node; the first of all without one. */
  #after(node: Node | null): Node | null {
    const next = node ? node.next : this.#first;
    if (!(next instanceof Y.Item)) return next;
    const copy = this.#copiesOf(next)[0]!;
    if (node) node.next = copy;
    else this.#first = copy;
    return copy;
  }

  #isHere(struct: Y.Item): boolean {
    const { holder, key } = this.#place;
    return struct instanceof Y.Item && struct.parent === holder && struct.parentSub === key;
  }

  /** The nodes among which the one with this id must be, in the order of their clocks. */
  #nodesWith(id: Y.ID): Node[] {
    if (this.#at.isFresh(id)) return this.#taken.get(id.client) ?? [];
    const struct = this.#at.struct(id);
    return this.#isHere(struct) ? this.#copiesOf(struct) : [];
  }

  #indexOf(id: Y.ID, nodes: readonly Node[]): number {
    const index = indexAfter(id.clock, nodes);
    if (!nodes[index] || !holds(nodes[index], id)) throw untrue();
    return index;
  }

  #nodeAt(id: Y.ID): Node {
    const nodes = this.#nodesWith(id);
    return nodes[this.#indexOf(id, nodes)]!;
  }

  /** What the same author wrote here next. */
  #nextOfAuthor(node: Node): Node | undefined {
    let id = Y.createID(node.client, endOf(node));
    while (!this.#at.isFresh(id)) {
      this.#patience.spend(1);
      const struct = this.#at.struct(id);
      if (this.#isHere(struct)) return this.#nodeAt(id);
      id = Y.createID(id.client, struct.id.clock + struct.length);
    }
    const taken = this.#taken.get(id.client) ?? [];
    return taken[indexAfter(id.clock, taken)];
  }

  /** Cuts a node in two before a clock; returns the latter half. */
  #cut(index: number, nodes: Node[], clock: number): Node {
    const node = nodes[index]!;
    if (node.clock === clock) return node;
    const origin = Y.createID(node.client, clock - 1);
    const right: Node = { ...node, clock, length: endOf(node) - clock, origin, isKnown: false };
    node.length = clock - node.clock;
    node.next = right;
    nodes.splice(index + 1, 0, right);
    return right;
  }

  #startingAt(id: Y.ID): Node {
    const nodes = this.#nodesWith(id);
    return this.#cut(this.#indexOf(id, nodes), nodes, id.clock);
  }

  #endingAt(id: Y.ID): Node {
    const nodes = this.#nodesWith(id);
    const index = this.#indexOf(id, nodes);
    if (id.clock + 1 < endOf(nodes[index]!)) this.#cut(index, nodes, id.clock + 1);
    return nodes[index]!;
  }

  /**
   * Whether somebody who had both neighbours before them can have seen nothing between the two. The right one must
   * come after the left one, and neither may itself have been written beside something in between. Otherwise Yjs puts
   * the item elsewhere when it is given the same items in another order, and one log makes two texts.
   */
  #checkGap(left: Node | null, right: Node | null, { origin, rightOrigin }: Newcomer): void {
    if (!left && !right) return;
    if (right && Y.compareIDs(right.origin, origin)) return;
    if (left && Y.compareIDs(left.rightOrigin, rightOrigin)) return;
    for (let node = this.#after(left); node !== right; node = this.#after(node)) {
      if (!node) throw untrue();
      this.#patience.spend(1);
      if (right?.origin && holds(node, right.origin)) throw untrue();
      if (left?.rightOrigin && holds(node, left.rightOrigin)) throw untrue();
    }
  }

  /**
   * Whether both neighbours are one and the same run of the author's, from its first letter on: so Yjs's undo has it, now
   * and then, when it restores a word inside a paragraph that was restored before. It makes no second text, unless the run
   * is, or is about to be, one with what is before it: then Yjs itself puts the word elsewhere for each who loads it.
   */
  #isRestored({ client, origin, rightOrigin }: Newcomer): boolean {
    if (origin?.client !== client || rightOrigin?.client !== client) return false;
    const head = this.#nodeAt(rightOrigin);
    if (head.clock !== rightOrigin.clock || origin.clock < head.clock) return false;
    const isNext = head.origin?.client === client && head.origin.clock === head.clock - 1;
    if (isNext && !head.isKnown && Y.compareIDs(head.rightOrigin, this.#nodeAt(head.origin!).rightOrigin))
      return false;
    for (let node = head; !holds(node, origin);) {
      const next = this.#nextOfAuthor(node);
      if (!next || !follows(next, node)) return false;
      node = next;
    }
    return true;
  }

  /**
   * Whether Yjs would now, in finding the neighbours, cut the left one in two and go on with the wrong half: it finds the
   * end of the one first and the beginning of the other afterwards (Item.getMissing).
   */
  #cutsItsLeft({ origin, rightOrigin }: Newcomer): boolean {
    if (!origin || !rightOrigin || origin.client !== rightOrigin.client) return false;
    const node = this.#nodeAt(rightOrigin);
    return holds(node, origin) && node.clock < rightOrigin.clock && rightOrigin.clock <= origin.clock;
  }

  /**
   * Looks at what comes of it all: Yjs makes one of two pieces that belong together, and who loads that has to cut it.
   * @throws {Refusal} when somebody would then read another text.
   */
  finish(): void {
    for (const { origin, rightOrigin } of this.#reversed) {
      const nodes = this.#nodesWith(rightOrigin!);
      let at = this.#indexOf(rightOrigin!, nodes);
      let isInside = nodes[at]!.clock < rightOrigin!.clock;
      if (at > 0 && areOne(nodes[at - 1]!, nodes[at]!)) isInside = true;
      while (isInside && !holds(nodes[at]!, origin!)) {
        this.#patience.spend(1);
        isInside = Boolean(nodes[at + 1]) && areOne(nodes[at]!, nodes[at + 1]!);
        at += 1;
      }
      if (isInside) throw untrue();
    }
  }

  /** The node after which Yjs puts a newcomer (Item.integrate). */
  #leftOf(newcomer: Newcomer, left: Node | null, right: Node | null): Node | null {
    let place = left;
    const conflicting = new Set<Node>();
    const before = new Set<Node>();
    for (let other = this.#after(left); other && other !== right; other = this.#after(other)) {
      this.#patience.spend(1);
      before.add(other);
      conflicting.add(other);
      if (Y.compareIDs(newcomer.origin, other.origin)) {
        if (other.client < newcomer.client) {
          place = other;
          conflicting.clear();
        } else if (Y.compareIDs(newcomer.rightOrigin, other.rightOrigin)) break;
      } else {
        const named = other.origin && this.#nodeAt(other.origin);
        if (!named || !before.has(named)) break;
        if (!conflicting.has(named)) {
          place = other;
          conflicting.clear();
        }
      }
    }
    return place;
  }

  /** How many there are: for a value that names none before it, Yjs goes back over all of them. */
  #count(): number {
    if (this.#known === null) {
      this.#known = 0;
      for (let item = this.#firstKnown; item; item = item.right) this.#known += 1;
    }
    return this.#known + this.#new;
  }

  take(newcomer: Newcomer): void {
    const { origin, rightOrigin } = newcomer;
    const mayStandAnywhere = this.#areOneHand || this.#isRestored(newcomer);
    if (this.#areOneHand) {
      if (this.#cutsItsLeft(newcomer)) throw untrue();
      if (origin && rightOrigin && rightOrigin.clock <= origin.clock) this.#reversed.push(newcomer);
    }
    const right = rightOrigin && this.#startingAt(rightOrigin);
    const left = origin && this.#endingAt(origin);
    if (!mayStandAnywhere) this.#checkGap(left, right, newcomer);
    if (this.#place.key !== null && !left) this.#patience.spend(this.#count());
    const place = this.#leftOf(newcomer, left, right);
    this.#new += 1;
    const node: Node = { ...newcomer, next: place ? place.next : this.#first, isKnown: false };
    if (place) place.next = node;
    else this.#first = node;
    const taken = this.#taken.get(node.client);
    if (taken) taken.push(node);
    else this.#taken.set(node.client, [node]);
  }
}
