import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { type relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { idOf } from './gone-text.ts';

type ProsemirrorMapping = Parameters<typeof relativePositionToAbsolutePosition>[3];

/** Where the caret was before a change arrived, as the sync plugin keeps it: by its neighbours, and as a bare number. */
interface CaretBefore {
  anchor: Y.RelativePosition | null;
  head: Y.RelativePosition | null;
  absAnchor?: number | undefined;
  absHead?: number | undefined;
}
export interface Binding {
  doc: Y.Doc;
  type: Y.XmlFragment;
  mapping: ProsemirrorMapping;
  beforeTransactionSelection: CaretBefore | null;
}

/** Whether the text that a position lies in is still part of the chapter. */
export function stands(position: Y.RelativePosition | null, doc: Y.Doc): boolean {
  const found = position && Y.createAbsolutePositionFromRelativePosition(position, doc);
  for (let item = found?.type._item; item; item = (item.parent as Y.AbstractType<unknown>)._item)
    if (item.deleted) return false;
  return !!found;
}

/** Whether a transaction brings what somebody else has done, or what was put where it belongs. */
export const isFromElsewhere = (transaction: Transaction): boolean => {
  const meta = transaction.getMeta(ySyncPluginKey) as
    { isChangeOrigin?: boolean; isUndoRedoOperation?: boolean } | undefined;
  return transaction.docChanged && meta?.isChangeOrigin === true && !meta.isUndoRedoOperation;
};

/** What a caret stands beside: the letter before it, or that behind it where it is the first; nothing in an empty text. */
export function besideCaret({ beforeTransactionSelection, doc }: Binding): Y.RelativePosition | null {
  const head = beforeTransactionSelection?.head ?? null;
  return head && !head.item ? heldRight(head, doc) : head;
}

/** Whether what a caret stood beside, before what is arriving just now, is still there: then the sync plugin has kept it there. */
export function isBesideStill(position: Y.RelativePosition | null, { doc }: Binding): boolean {
  return !!position?.item && !Y.getItem(doc.store, position.item).deleted;
}

/** The text that a position lies in. */
export function textOf(position: Y.RelativePosition | null, doc: Y.Doc): Y.XmlText | null {
  const item = position?.type && Y.getItem(doc.store, position.type);
  const type = item instanceof Y.Item && item.content instanceof Y.ContentType ? item.content.type : null;
  return type instanceof Y.XmlText ? type : null;
}

/** What the block of the text that a position lies in is called now. */
export const blockOf = (position: Y.RelativePosition | null, doc: Y.Doc): string | undefined =>
  idOf(textOf(position, doc)?.parent);

/**
 * A place held to the letter on its right. The sync plugin holds every place to the one on its left: a selection would
 * begin to grow over what somebody else writes right before it, and whoever replaces it would remove their words unseen.
 */
function heldRight(position: Y.RelativePosition, doc: Y.Doc): Y.RelativePosition {
  const place = Y.createAbsolutePositionFromRelativePosition(position, doc);
  if (!(place?.type instanceof Y.XmlText) || place.index >= place.type.length) return position;
  return Y.createRelativePositionFromTypeIndex(place.type, place.index, 0);
}

/**
 * A selection begins at its first letter. Where that is the first of the chapter the sync plugin takes a place that is held
 * to a letter for one that it could not find, and would leave a caret of the selection: there it is told by its text.
 */
function holdBeginning(before: CaretBefore, doc: Y.Doc): void {
  const { anchor, head, absAnchor, absHead } = before;
  if (!anchor || !head || absAnchor === undefined || absHead === undefined || absAnchor === absHead) return;
  const [side, position] = absAnchor < absHead ? (['anchor', anchor] as const) : (['head', head] as const);
  const held = heldRight(position, doc);
  if (held === position) return;
  const get = () => {
    const place = Y.createAbsolutePositionFromRelativePosition(held, doc);
    return place?.index === 0 ? Y.createRelativePositionFromTypeIndex(place.type, 0, -1) : held;
  };
  Object.defineProperty(before, side, { get });
}

/**
 * Keeps the caret between its neighbours when somebody else writes in the same paragraph. The sync plugin
 * (@tiptap/y-tiptap 3.0.7 to 3.0.9) takes every such change for a moved block and, as our blocks have ids, finds the
 * block again and puts the caret back at its old number: what two people write at one place comes out garbled. The
 * number is only of use when the caret's text itself is gone, so it is only told then. What was chosen for the next
 * letters, bold or italics, stays chosen.
 */
export const OwnCaret = Extension.create({
  name: 'ownCaret',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('ownCaret'),
        appendTransaction: (transactions, { storedMarks }, now) =>
          storedMarks && !now.storedMarks && now.selection.empty && transactions.some(isFromElsewhere)
            ? now.tr.setStoredMarks(storedMarks)
            : null,
        view: (view) => {
          const { binding } = ySyncPluginKey.getState(view.state) as { binding: Binding };
          const { doc } = binding;
          const known = new WeakSet<CaretBefore>();
          const guard = () => {
            const before = binding.beforeTransactionSelection;
            if (!before || known.has(before)) return;
            known.add(before);
            holdBeginning(before, doc);
            const { absAnchor = Infinity, absHead = Infinity } = before;
            // One that is remembered with a step may lie beyond a text that others have shortened since.
            const told = (number: number, position: CaretBefore['anchor']) =>
              number > view.state.doc.content.size || stands(position, doc) ? undefined : number;
            Object.defineProperties(before, {
              absAnchor: { get: () => told(absAnchor, before.anchor) },
              absHead: { get: () => told(absHead, before.head) },
            });
          };
          // The binding notes the caret in `beforeAllTransactions`, which comes before this.
          doc.on('beforeTransaction', guard);
          return { destroy: () => doc.off('beforeTransaction', guard) };
        },
      }),
    ];
  },
});
