import { Fragment, type Node } from '@tiptap/pm/model';
import { relativePositionToAbsolutePosition } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { Leftover } from './leftover.ts';
import type { Binding } from './own-caret.ts';

/** Behind which position a paragraph comes behind all that was written over the text: null if its block is gone. */
export function placeBehindLeftover(
  { text, last }: Leftover,
  node: Node,
  { type, doc, mapping }: Binding,
): number | null {
  const resolve = (each: Y.XmlText) => {
    const start = Y.createRelativePositionFromTypeIndex(each, 0, -1);
    const at = relativePositionToAbsolutePosition(doc, type, start, mapping);
    return at === null ? null : node.resolve(at);
  };
  const $start = resolve(text);
  if (!$start?.parent.isTextblock) return null;
  const $last = last === text ? $start : resolve(last);
  const depth = $start.depth;
  return $last && $last.depth >= depth && $last.sharedDepth($start.pos) >= depth - 1
    ? $last.after(depth)
    : $start.after();
}

/** What the letters are in the editor, with what they look like. */
export function lettersOfLeftover(
  { pieces }: Leftover,
  node: Node,
  { type, doc, mapping }: Binding,
): Fragment {
  let letters = Fragment.empty;
  for (const { from, to } of pieces) {
    const [start, end] = [from, to].map((each) =>
      relativePositionToAbsolutePosition(doc, type, each, mapping),
    );
    if (start != null && end != null && end > start) letters = letters.append(node.slice(start, end).content);
  }
  return letters;
}
