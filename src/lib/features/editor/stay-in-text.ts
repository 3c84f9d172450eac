import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { placeInCopy } from './copied-place.ts';
import { leftoverIn } from './leftover.ts';
import {
  FOUND_BY,
  lettersOf,
  type Place,
  positionBehindNote,
  positionInEnd,
  positionKept,
  positionOf,
} from './look-for-place.ts';
import { besideInMoved, movedEnd } from './moved-end.ts';
import {
  besideCaret,
  type Binding,
  blockOf,
  isBesideStill,
  isFromElsewhere,
  stands,
  textOf,
} from './own-caret.ts';
import { backInText, outOfText } from './own-block.ts';
import type { OwnWords } from './own-words.ts';
import { isInNote, textsIn } from './texts-in.ts';

/**
 * In the copy of their text that came with the change which took that away. As long as the text stands, its end is copied
 * into a block that comes with it, or into itself; what comes into another block somebody has put where it belongs.
 */
function positionInCopy(
  place: Place,
  { doc, type, mapping }: Binding,
  known: ReadonlyMap<number, number>,
  isOwn: boolean,
) {
  const isNew = ({ client, clock }: Y.ID) => clock >= (known.get(client) ?? 0);
  const all = textsIn(type).filter((text) => !isInNote(text));
  const texts =
    isOwn || !stands(place.letter, doc)
      ? all
      : all.filter((text) => isNew(text._item!.id) || Y.compareIDs(text._item!.id, place.letter!.type));
  const found = placeInCopy(texts, withoutNotes(place), known, isOwn ? 1 : undefined);
  if (!found) return null;
  const at = Y.createRelativePositionFromTypeIndex(found.text, found.index, -1);
  return relativePositionToAbsolutePosition(doc, type, at, mapping);
}

/** What stands in notes is in no text beside them. */
function withoutNotes({ before, behind }: Place): Pick<Place, 'before' | 'behind'> {
  const blank = (letters: string) =>
    letters.replace(/\uFFF9[^\uFFFB]*\uFFFB/gu, (note) => '\0'.repeat(note.length));
  return { before: blank(before), behind: blank(behind) };
}

/** Beside its letter in the end of the text, which stands in another now. */
function positionMoved({ letter }: Place, { doc, type, mapping }: Binding, change: Y.Transaction | null) {
  const text = textOf(letter, doc);
  const moved = change && letter && text && !text._item!.deleted && movedEnd(text, change);
  const place = moved ? besideInMoved(moved, letter) : null;
  if (!moved || place === null) return null;
  const at = Y.createRelativePositionFromTypeIndex(moved.copy, place, -1);
  return relativePositionToAbsolutePosition(doc, type, at, mapping);
}

/** What is left of the text that somebody was writing in, when all the rest of it has just been written over. */
function leftoverOf({ letter }: Place, doc: Y.Doc, change: Y.Transaction | null, words: OwnWords | null) {
  const text = stands(letter, doc) ? textOf(letter, doc) : null;
  if (!change || !(text?.parent instanceof Y.XmlElement) || text.parent.length > 1) return null;
  return leftoverIn(text, letter!.item, change, (clock) => words?.isNew(clock) === true);
}

const bindingOf = (state: EditorState) => (ySyncPluginKey.getState(state) as { binding: Binding }).binding;

function placeIn(state: EditorState): Place | null {
  const { selection } = state;
  const { $head, empty } = selection;
  if (!empty || !$head.parent.isTextblock) return null;
  const letters = lettersOf($head.parent);
  const at = $head.parentOffset;
  return {
    id: $head.parent.attrs.id,
    before: letters.slice(0, at),
    after: letters.slice(at, at + FOUND_BY),
    behind: letters.slice(at),
    letter: besideCaret(bindingOf(state)),
  };
}

/**
 * Keeps the caret in its text when somebody else makes the paragraph a heading, an item or a quotation, joins it to
 * another, or splits it before the caret. To the sync plugin that text is gone, and the caret would go on in the next
 * paragraph, or at the end of the first half: what its owner types then would stand among other words.
 */
export const StayInText = Extension.create<{ words: OwnWords | null }>({
  name: 'stayInText',

  addOptions: () => ({ words: null }),

  addProseMirrorPlugins() {
    const { words } = this.options;
    let wanted: Place | null = null;
    let earlier: Node | null = null;
    let change: Y.Transaction | null = null;
    const begins = (transaction: Y.Transaction) => void (change = transaction);
    return [
      new Plugin({
        key: new PluginKey('stayInText'),
        view: ({ state }) => {
          const { doc } = bindingOf(state);
          doc.on('beforeTransaction', begins);
          return { destroy: () => doc.off('beforeTransaction', begins) };
        },
        appendTransaction(transactions, before, after) {
          if (!transactions.some(isFromElsewhere)) {
            if (transactions.some(({ docChanged, selectionSet }) => docChanged || selectionSet))
              [wanted, earlier] = [null, null];
            return null;
          }
          const putBack = words?.placing === true;
          if (!putBack && !words?.waiting) [wanted, earlier] = [placeIn(before), before.doc];
          const { $head, empty } = after.selection;
          if (!wanted || !earlier || !empty) return null;
          const moved = putBack ? null : positionMoved(wanted, bindingOf(after), change);
          const left = putBack ? null : leftoverOf(wanted, bindingOf(after).doc, change, words);
          if (moved === null && !left && isBesideStill(wanted.letter, bindingOf(after))) return null;
          // What is put back elsewhere has nothing to do with the caret, which has kept its place. A block may bear
          // another name by now: whoever presses Enter at its beginning leaves the name to what comes behind.
          const names = [wanted.id, blockOf(wanted.letter, bindingOf(after).doc)];
          if (putBack && !names.some((id) => words.from.has(id))) return null;
          const inEnd =
            moved ??
            (putBack ? positionBehindNote(wanted, after.doc) : null) ??
            positionInCopy(wanted, bindingOf(after), change?.beforeState ?? new Map(), putBack) ??
            positionInEnd(wanted, earlier, after.doc);
          if (inEnd === null && left) return outOfText(after.tr, wanted.letter, bindingOf(after).doc, left);
          // Somebody has taken these very letters out, and put none of them back: the sync plugin knows their neighbours.
          const last = wanted.before.slice(-FOUND_BY);
          const isThere = !putBack && stands(wanted.letter, bindingOf(after).doc);
          if (inEnd === null && isThere && !lettersOf($head.parent).includes(last)) return null;
          const position =
            inEnd ?? positionOf(wanted, earlier, after.doc) ?? positionKept(wanted, earlier, after.doc);
          if (position === null)
            return putBack || isThere ? null : outOfText(after.tr, wanted.letter, bindingOf(after).doc);
          if (position === $head.pos) return putBack ? backInText(after.tr) : null;
          return after.tr.setSelection(TextSelection.create(after.doc, position));
        },
      }),
    ];
  },
});
