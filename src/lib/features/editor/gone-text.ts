import * as Y from 'yjs';

/** A text that somebody else has removed. */
export interface Gone {
  letters: string;
  /** For each letter of one's own that its remover may not have seen its clock, for all others -1. */
  fresh: number[];
  /** The id of its block. */
  block: string | undefined;
  /** Whether what removed it wrote into a text, too. */
  grew: (text: Y.XmlText) => boolean;
}

/** A block's id, though it has just been removed. */
export function idOf(block: unknown): string | undefined {
  if (!(block instanceof Y.XmlElement)) return undefined;
  const content = block._map.get('id')?.content;
  return content instanceof Y.ContentAny ? (content.arr[0] as string) : undefined;
}
