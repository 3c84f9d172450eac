import * as Y from 'yjs';

/** Of a letter: whoever removed the text had seen it. */
export const SEEN = -1;
/** Of a letter: they had taken it out of the text before, but after anybody could have heard of it. */
export const CUT = -2;

/** The origins of transactions that put somebody's words where they belong: nobody has just typed them. */
export const PLACING = new WeakSet<object>();

/** A text that has been removed. */
export interface Gone {
  letters: string;
  /** For each letter that its remover may not have seen its clock, or any number; for all others `SEEN` or `CUT`. */
  fresh: number[];
  /** The id of its block. */
  block: string | undefined;
  /** Whether what removed it wrote into a text, too. */
  grew: (text: Y.XmlText) => boolean;
  /** Whether what cut ends off before did. */
  nearby?: (text: Y.XmlText) => boolean;
  /** What stands at its sides. */
  beside: readonly Y.XmlElement[];
  /** The clock from which nobody can have seen its letters: they had not reached the server. */
  sent?: number | undefined;
  /** Its letters were put in at once, those of a note: whoever had seen one of them had seen all. */
  isWhole?: boolean;
  /** Whoever removed it had seen none of it. */
  isUnseen?: boolean;
  /** The clocks that everybody had before it was removed, in one change with what was made of it. */
  known?: ReadonlyMap<number, number>;
}

/** A block's id, though it has just been removed. */
export function idOf(block: unknown): string | undefined {
  if (!(block instanceof Y.XmlElement)) return undefined;
  const content = block._map.get('id')?.content;
  return content instanceof Y.ContentAny ? (content.arr[0] as string) : undefined;
}

/** What of a text that is gone its remover may not have seen. */
export const freshOf = ({ letters, fresh }: Gone): string =>
  [...fresh.keys()].map((at) => (fresh[at]! < 0 ? '' : letters[at])).join('');

/**
 * Whether a transaction wrote into a text.
 * @param end up to which clock of each client it wrote; without it what it is asked about is no older than itself.
 */
export function grewIn(
  { changed, beforeState }: Y.Transaction,
  end?: ReadonlyMap<number, number>,
): (text: Y.XmlText) => boolean {
  const isNew = ({ client, clock }: Y.ID) =>
    clock >= (beforeState.get(client) ?? 0) && (!end || clock < (end.get(client) ?? 0));
  return (text) => changed.has(text as never) || isNew(text._item!.id);
}

type Node = Y.AbstractType<unknown>;

/** What stands before and behind a text that is gone, or behind what it went with, or what that was the first or last in. */
export function besideGone(text: Y.XmlText): Y.XmlElement[] {
  let gone: Y.Item | null = text._item;
  for (let item = gone; item; item = (item.parent as Node)._item) if (item.deleted) gone = item;
  const next = (side: 'left' | 'right') => {
    for (let node = gone; node; node = (node.parent as Node)._item) {
      let item = node[side];
      while (item?.deleted) item = item[side];
      if (item) return item.content instanceof Y.ContentType ? item.content.type : null;
    }
    return null;
  };
  return [next('left'), next('right')].filter((node) => node instanceof Y.XmlElement);
}

/** The letters at the end of a text that came with a change. */
export function newEnd(text: Y.XmlText, isNew: (id: Y.ID) => boolean): string {
  let end = '';
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    end = isNew(item.id) && item.content instanceof Y.ContentString ? end + item.content.str : '';
  }
  return end;
}
