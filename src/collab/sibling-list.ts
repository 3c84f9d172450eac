import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { Refusal } from './refusal.ts';

/** What is new of an item, and between which two neighbours its author says to have written it. */
export interface Newcomer {
  client: number;
  clock: number;
  length: number;
  origin: Y.ID | null;
  rightOrigin: Y.ID | null;
}

/** Where newcomers stand. */
export interface Place {
  /** The first sibling that the document has there. */
  first: Y.Item | null;
  /** They are an attribute's values. */
  areValues: boolean;
  /** What they stand in is new itself. */
  isNew: boolean;
}

interface Node extends Newcomer {
  next: Node | null;
  /** The document has it as it is, apart from what is before it. */
  isKnown: boolean;
}

/**
 * Neighbours that one message may make Yjs look at to find where its items belong; some tens of milliseconds. Honest
 * items meet others only where people wrote at the same spot without seeing each other.
 */
const MOST_STEPS = 200_000;

/** How much one message may still make Yjs search. @throws {Refusal} when it is used up. */
export class Patience {
  #left = MOST_STEPS;

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new Refusal(CloseCode.tooLarge, 'message_too_large');
  }
}

const untrue = () => new Refusal(CloseCode.changeRefused, 'unknown_content');
const endOf = ({ clock, length }: Newcomer) => clock + length;
const holds = (node: Newcomer, id: Y.ID) =>
  node.client === id.client && node.clock <= id.clock && id.clock < endOf(node);

/** Whether one was written right behind the last letter of the other. */
const follows = ({ origin }: Newcomer, before: Newcomer) =>
  origin?.client === before.client && origin.clock === endOf(before) - 1;

/** Whether Yjs keeps two as one, as soon as both are deleted or neither. */
const areOne = (before: Node, node: Node) =>
  endOf(before) === node.clock &&
  before.next === node &&
  follows(node, before) &&
  Y.compareIDs(node.rightOrigin, before.rightOrigin);

/** Siblings as Yjs keeps them, copied so that the document itself is not touched. */
export class SiblingList {
  #first: Node | null = null;
  readonly #byClient = new Map<number, Node[]>();
  readonly #patience: Patience;
  /** Values of one attribute: for one that names none before it, Yjs goes back over all of them. */
  readonly #areValues: boolean;
  readonly #areOneHand: boolean;
  /** Items of which the right neighbour may stand before the left one. */
  readonly #reversed: Newcomer[] = [];
  #size = 0;

  constructor({ first, areValues }: Place, areOneHand: boolean, patience: Patience) {
    this.#patience = patience;
    this.#areValues = areValues;
    this.#areOneHand = areOneHand;
    let last: Node | null = null;
    for (let item = first; item; item = item.right) {
      const { id, length, origin, rightOrigin } = item;
      const { client, clock } = id;
      const node: Node = { client, clock, length, origin, rightOrigin, next: null, isKnown: true };
      if (last) last.next = node;
      else this.#first = node;
      this.#nodesOf(client).push(node);
      this.#size += 1;
      last = node;
    }
    for (const nodes of this.#byClient.values()) nodes.sort((a, b) => a.clock - b.clock);
  }

  #nodesOf(client: number): Node[] {
    let nodes = this.#byClient.get(client);
    if (!nodes) this.#byClient.set(client, (nodes = []));
    return nodes;
  }

  #indexOf(id: Y.ID): number {
    const nodes = this.#nodesOf(id.client);
    let [low, high] = [0, nodes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (endOf(nodes[middle]!) <= id.clock) low = middle + 1;
      else high = middle;
    }
    if (!nodes[low] || !holds(nodes[low]!, id)) throw untrue();
    return low;
  }

  #nodeAt = (id: Y.ID) => this.#nodesOf(id.client)[this.#indexOf(id)]!;

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
    return this.#cut(this.#indexOf(id), this.#nodesOf(id.client), id.clock);
  }

  #endingAt(id: Y.ID): Node {
    const index = this.#indexOf(id);
    const nodes = this.#nodesOf(id.client);
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
    for (let node = left ? left.next : this.#first; node !== right; node = node.next) {
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
    const nodes = this.#nodesOf(client);
    let at = this.#indexOf(rightOrigin);
    const head = nodes[at]!;
    if (head.clock !== rightOrigin.clock || origin.clock < head.clock) return false;
    const before = nodes[at - 1];
    const isNext = before && endOf(before) === head.clock && follows(head, before);
    if (isNext && !head.isKnown && Y.compareIDs(head.rightOrigin, before.rightOrigin)) return false;
    for (; !holds(nodes[at]!, origin); at += 1) {
      if (!nodes[at + 1] || !follows(nodes[at + 1]!, nodes[at]!)) return false;
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
      const nodes = this.#nodesOf(origin!.client);
      let at = this.#indexOf(rightOrigin!);
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
    for (let other = left ? left.next : this.#first; other && other !== right; other = other.next) {
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
    if (this.#areValues && !left) this.#patience.spend(this.#size);
    const place = this.#leftOf(newcomer, left, right);
    this.#size += 1;
    const node: Node = { ...newcomer, next: place ? place.next : this.#first, isKnown: false };
    if (place) place.next = node;
    else this.#first = node;
    this.#nodesOf(node.client).push(node);
  }
}
