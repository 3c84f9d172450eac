import * as Y from 'yjs';

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
  /** What they stand in; null when that is new itself. */
  holder: Exclude<Y.Item['parent'], Y.ID | string>;
  /** Of which attribute they are values, if of one. */
  key: string | null;
}

/** Finds items of the document and of the update. */
export interface Lookup {
  struct: (id: Y.ID) => Y.Item;
  isFresh: (id: Y.ID) => boolean;
}

/** A newcomer, or a copy of an item of the document, in the order in which they stand. */
export interface Node extends Newcomer {
  /** An item, when the document has it and it has not been copied yet. */
  next: Node | Y.Item | null;
  /** The document has it as it is, apart from what is before it. */
  isKnown: boolean;
}

export const endOf = ({ clock, length }: Newcomer) => clock + length;
export const holds = (node: Newcomer, id: Y.ID) =>
  node.client === id.client && node.clock <= id.clock && id.clock < endOf(node);

/** Whether one was written right behind the last letter of the other. */
export const follows = ({ origin }: Newcomer, before: Newcomer) =>
  origin?.client === before.client && origin.clock === endOf(before) - 1;

/** Where in nodes that are in the order of their clocks the first is that ends after a clock. */
export function indexAfter(clock: number, nodes: readonly Node[]): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (endOf(nodes[middle]!) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether Yjs keeps two as one, as soon as both are deleted or neither. */
export const areOne = (before: Node, node: Node) =>
  endOf(before) === node.clock &&
  before.next === node &&
  follows(node, before) &&
  Y.compareIDs(node.rightOrigin, before.rightOrigin);
