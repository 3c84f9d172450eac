import { Fragment, type Node, type NodeType, Slice } from '@tiptap/pm/model';
import { isKnownAttribute, isKnownMark, isStorable } from './allowed-parts.ts';

/** The levels of a block with words: itself, a note, and the text in it. */
const TEXTBLOCK_LEVELS = 3;

/** The levels that a node of this type needs at least, with words in it. */
function levelsOf(type: NodeType): number {
  if (type.isTextblock) return TEXTBLOCK_LEVELS;
  const first = type.contentMatch.defaultType;
  return first ? 1 + levelsOf(first) : 1;
}

const heightOf = (node: Node): number =>
  node.isTextblock
    ? TEXTBLOCK_LEVELS
    : 1 + node.children.reduce((highest, child) => Math.max(highest, heightOf(child)), 0);

/** The paragraphs, headings and rules in a node, without what they were nested in. */
const linesOf = (node: Node): Node[] =>
  node.isTextblock || node.isLeaf ? [node] : node.children.flatMap(linesOf);

/** A node within so many levels: what is nested deeper stands there without its nesting. */
function flattened(node: Node, room: number): Node[] {
  if (node.isTextblock || node.isLeaf || heightOf(node) <= room) return [node];
  // Items, rows and cells cannot be left out alone, only what they are parts of.
  if (node.type.isInGroup('block') && room < levelsOf(node.type)) return linesOf(node);
  return [node.copy(Fragment.fromArray(node.children.flatMap((child) => flattened(child, room - 1))))];
}

function withAllowedValues(node: Node): Node {
  const marks = node.marks.filter((mark) => isKnownMark(mark.type.name, mark.attrs));
  if (node.isText) {
    const text = node.text!;
    const stored = isStorable(text) ? text : text.replaceAll('\0', '\ufffd').toWellFormed();
    return stored === text && marks.length === node.marks.length
      ? node
      : node.type.schema.text(stored, marks);
  }
  const children = node.children.map(withAllowedValues);
  const wrong = Object.keys(node.attrs).filter(
    (key) => !isKnownAttribute(node.type.name, key, node.attrs[key]),
  );
  const isSame = children.every((child, at) => child === node.child(at));
  if (isSame && !wrong.length && marks.length === node.marks.length) return node;
  const defaults = wrong.map((key) => [key, node.type.spec.attrs?.[key]?.default as unknown]);
  return node.type.create({ ...node.attrs, ...Object.fromEntries(defaults) }, children, marks);
}

/**
 * Content as a text may hold it, with every word: values that none may carry become the usual ones, and what is nested
 * deeper than `room` levels loses that nesting.
 */
export function fitFragment(content: Fragment, room: number): Fragment {
  return Fragment.fromArray(content.content.flatMap((node) => flattened(withAllowedValues(node), room)));
}

/** Through how many nodes the first (or the last) words of a content are reached; a note is not entered. */
function openable(content: Fragment, side: 'firstChild' | 'lastChild'): number {
  let depth = 0;
  for (let node = content[side]; node?.isBlock && !node.isLeaf; node = node[side]) depth += 1;
  return depth;
}

/** What is pasted or dropped as a text may hold it (`fitFragment`), as open at its ends as it was. */
export function fitSlice(slice: Slice, room: number): Slice {
  const content = fitFragment(slice.content, room);
  if (content.eq(slice.content)) return slice;
  const { openStart, openEnd } = slice;
  const isFlatter = (side: 'firstChild' | 'lastChild') =>
    openable(content, side) < openable(slice.content, side);
  return new Slice(
    content,
    isFlatter('firstChild') ? Math.min(openStart, openable(content, 'firstChild')) : openStart,
    isFlatter('lastChild') ? Math.min(openEnd, openable(content, 'lastChild')) : openEnd,
  );
}
