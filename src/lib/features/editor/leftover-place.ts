import { Fragment, type Node } from '@tiptap/pm/model';
import { relativePositionToAbsolutePosition } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { type Leftover, standingOf } from './leftover.ts';
import type { Binding } from './own-caret.ts';

/** Where a text begins in the editor; null if its block is gone. */
function startOf(text: Y.XmlText, { type, doc, mapping }: Binding): number | null {
  const start = Y.createRelativePositionFromTypeIndex(text, 0, -1);
  return relativePositionToAbsolutePosition(doc, type, start, mapping);
}

/** Behind which position a paragraph comes behind all that was written over the text: null if its block is gone. */
export function placeBehindLeftover({ text, last }: Leftover, node: Node, binding: Binding): number | null {
  const [$start, $last] = [text, last].map((each) => {
    const at = startOf(each, binding);
    return at === null ? null : node.resolve(at);
  });
  if (!$start?.parent.isTextblock) return null;
  const { depth } = $start;
  return $last && $last.depth >= depth && $last.sharedDepth($start.pos) >= depth - 1
    ? $last.after(depth)
    : $start.after();
}

/** What the letters are in the editor, with what they look like. */
export function lettersOfLeftover(leftover: Leftover, node: Node, binding: Binding): Fragment {
  let letters = Fragment.empty;
  for (const { text, start, end } of standingOf(leftover, binding.doc)) {
    const at = startOf(text, binding);
    if (at !== null) letters = letters.append(node.slice(at + start, at + end).content);
  }
  return letters;
}
