import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type { OwnWords } from './own-words.ts';

/** Where somebody was writing: in which block, behind which letters. */
interface Place {
  id: unknown;
  before: string;
}

/** So many letters, or more, are looked for in the whole chapter; fewer only at the end of a block. */
const FOUND_BY = 12;
const FOUND_AT_END_BY = 4;
/** So many letters may have been typed that whoever reshaped the paragraph had not seen. */
const UNSEEN = 60;

/** A block's letters, one for each position in it; null where notes stand in it. */
function lettersOf(block: Node): string | null {
  const letters = block.textBetween(0, block.content.size, '', '\n');
  return letters.length === block.content.size ? letters : null;
}

function placeIn({ selection }: EditorState): Place | null {
  const { $head, empty } = selection;
  if (!empty || !$head.parent.isTextblock) return null;
  const letters = lettersOf($head.parent);
  return letters === null
    ? null
    : { id: $head.parent.attrs.id, before: letters.slice(0, $head.parentOffset) };
}

/** The position behind the same letters: in the block of that id, or in the only one that has them now. */
function positionOf({ id, before }: Place, doc: Node): number | null {
  const blocks: { start: number; letters: string }[] = [];
  let own: number | null = null;
  doc.descendants((node, pos) => {
    const letters = node.isTextblock ? lettersOf(node) : null;
    if (letters === null) return !node.isTextblock;
    blocks.push({ start: pos + 1, letters });
    if (id && node.attrs.id === id) {
      let same = 0;
      while (same < before.length && letters[same] === before[same]) same += 1;
      own = pos + 1 + same;
    }
    return false;
  });
  if (own !== null) return own;
  const least = Math.max(FOUND_AT_END_BY, before.length - UNSEEN);
  for (let length = before.length; length >= least; length -= 1) {
    const letters = before.slice(0, length);
    const places = blocks.flatMap((block) => {
      const at = block.letters.lastIndexOf(letters);
      const isEnd = at >= 0 && at + length === block.letters.length;
      return at >= 0 && (isEnd || length >= FOUND_BY) ? [block.start + at + length] : [];
    });
    if (places.length === 1) return places[0]!;
  }
  return null;
}

const isFromElsewhere = (transaction: Transaction) => {
  const meta = transaction.getMeta(ySyncPluginKey) as
    { isChangeOrigin?: boolean; isUndoRedoOperation?: boolean } | undefined;
  return meta?.isChangeOrigin === true && !meta.isUndoRedoOperation;
};

/**
 * Keeps the caret in its text when somebody else makes the paragraph a heading, an item or a quotation, or joins it to
 * another. To the sync plugin that paragraph is gone, and the caret would go on in the next one: what its owner types
 * then would stand among other words.
 */
export const StayInText = Extension.create<{ words: OwnWords | null }>({
  name: 'stayInText',

  addOptions: () => ({ words: null }),

  addProseMirrorPlugins() {
    const { words } = this.options;
    let wanted: Place | null = null;
    return [
      new Plugin({
        key: new PluginKey('stayInText'),
        appendTransaction(transactions, before, after) {
          if (!transactions.some(isFromElsewhere)) {
            if (transactions.some(({ docChanged, selectionSet }) => docChanged || selectionSet))
              wanted = null;
            return null;
          }
          const putBack = words?.placing === true;
          if (!putBack) wanted = placeIn(before);
          const { $head, empty } = after.selection;
          if (!wanted || !empty) return null;
          if (!putBack && $head.parent.attrs.id === wanted.id) return null;
          const position = positionOf(wanted, after.doc);
          if (position === null || position === $head.pos) return null;
          return after.tr.setSelection(TextSelection.create(after.doc, position));
        },
      }),
    ];
  },
});
