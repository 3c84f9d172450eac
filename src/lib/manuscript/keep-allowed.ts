import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { isKnownAttribute, isKnownMark, MAX_DEPTH } from './allowed-parts.ts';
import { fitSlice } from './fit-nodes.ts';

/** A single item brings its list along, and a single cell its row and table. */
const WRAPPING = 2;

/** Whether what stands from here to there in a node may be in a text; `depth` is that of the node. */
function isAllowed(parent: Node, depth: number, from: number, to: number): boolean {
  let pos = 0;
  for (const node of parent.children) {
    const end = pos + node.nodeSize;
    if (pos >= to) return true;
    if (end > from) {
      // Into a block without words somebody will write some.
      if (depth + (node.isTextblock ? 2 : 1) > MAX_DEPTH) return false;
      if (Object.entries(node.attrs).some(([key, value]) => !isKnownAttribute(node.type.name, key, value)))
        return false;
      if (node.marks.some((mark) => !isKnownMark(mark.type.name, mark.attrs))) return false;
      if (!isAllowed(node, depth + 1, from - pos - 1, to - pos - 1)) return false;
    }
    pos = end;
  }
  return true;
}

/** Whether what a transaction changed may be in a text; only that is looked at. */
function changesAreAllowed({ before, doc }: Transaction): boolean {
  const from = before.content.findDiffStart(doc.content);
  if (from === null) return true;
  const { a, b } = before.content.findDiffEnd(doc.content)!;
  // Where the same is written once more, the ends overlap.
  const overlap = Math.max(0, from - Math.min(a, b));
  return isAllowed(doc, 0, from, b + overlap);
}

/**
 * Keeps out of the text what the server would refuse, for it refuses all that is sent along, too, and for good. What is
 * pasted or dropped is made to fit; a command that would leave what no text may hold (a cell over a thousand rows, a
 * quote within fifty others) is not carried out. What others wrote has been judged before it arrived.
 */
export const KeepAllowed = Extension.create({
  name: 'keepAllowed',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('keepAllowed'),
        filterTransaction: (tr) =>
          !tr.docChanged || tr.getMeta('y-sync$') !== undefined || changesAreAllowed(tr),
        props: {
          transformPasted: (slice, { state }) =>
            fitSlice(slice, MAX_DEPTH - state.selection.$from.depth - WRAPPING),
        },
      }),
    ];
  },
});
