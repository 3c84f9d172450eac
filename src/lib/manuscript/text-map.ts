import type { Node } from '@tiptap/pm/model';

/** One run of characters that lie side by side in the document too. */
type Piece = { offset: number; pos: number; length: number };

/** A paragraph or heading: where its text starts and ends in the chapter's text. */
export type BlockText = { id: string | null; start: number; end: number; pos: number; pieces: Piece[] };

/** A chapter as running text, and the way back from a character to its place in the document. */
export type TextMap = { text: string; blocks: BlockText[] };

/** Blocks are joined by this; it is also the text of a line break. */
export const BREAK = '\n';

const maps = new WeakMap<Node, TextMap>();

function readBlock(block: Node, pos: number, start: number): { entry: BlockText; text: string } {
  const pieces: Piece[] = [];
  let text = '';
  block.forEach((child, offset) => {
    const value = child.isText ? (child.text ?? '') : child.type.name === 'hardBreak' ? BREAK : '';
    if (value) pieces.push({ offset: start + text.length, pos: pos + 1 + offset, length: value.length });
    text += value;
  });
  return {
    text,
    entry: { id: block.attrs.id as string | null, start, end: start + text.length, pos, pieces },
  };
}

/**
 * The text of a chapter: every paragraph and heading in reading order, joined by line feeds. Notes are not part of
 * the sentence they hang on and are left out.
 */
export function textMapOf(doc: Node): TextMap {
  const known = maps.get(doc);
  if (known) return known;
  const blocks: BlockText[] = [];
  const texts: string[] = [];
  let length = 0;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const { entry, text } = readBlock(node, pos, length);
    blocks.push(entry);
    texts.push(text);
    length += text.length + BREAK.length;
    return false;
  });
  const map = { text: texts.join(BREAK), blocks };
  maps.set(doc, map);
  return map;
}

/** The block that holds an offset of the text. */
export function blockAt(map: TextMap, offset: number): BlockText | undefined {
  let low = 0;
  let high = map.blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((map.blocks[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return map.blocks[low];
}

/**
 * The document position of an offset. At a seam (a note between two words) `side` says which neighbour is meant:
 * 1 the character after, for a start; -1 the character before, for an end.
 */
export function positionAt(map: TextMap, offset: number, side: 1 | -1): number | null {
  const block = blockAt(map, offset);
  if (!block) return null;
  const piece =
    side === 1
      ? block.pieces.find((each) => offset < each.offset + each.length)
      : block.pieces.findLast((each) => offset > each.offset);
  if (piece) return piece.pos + Math.max(0, Math.min(offset - piece.offset, piece.length));
  const edge = side === 1 ? block.pieces.at(-1) : block.pieces[0];
  return edge ? edge.pos + (side === 1 ? edge.length : 0) : block.pos + 1;
}

/** The offset of a document position; a position between characters counts as the start of what follows it. */
export function offsetAt(map: TextMap, pos: number): number {
  const block = map.blocks.findLast((each) => each.pos < pos);
  if (!block) return 0;
  const piece = block.pieces.findLast((each) => each.pos <= pos);
  return piece ? piece.offset + Math.min(pos - piece.pos, piece.length) : block.start;
}
