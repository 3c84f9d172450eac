import { Extension } from '@tiptap/core';
import { Fragment, type Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { type Leftover, takeLeftover } from './leftover.ts';
import { lettersOfLeftover, placeBehindLeftover } from './leftover-place.ts';
import { type Binding, isFromElsewhere, stands } from './own-caret.ts';

/** Whoever has paused for so long has seen where the caret is now. */
const SEEN_MS = 10_000;

/**
 * What somebody was writing in: the block below the root, which may be gone as well; since when; and where the block
 * stands and only its words are gone, what is left of these.
 */
interface Out {
  block: Y.ID;
  since: number;
  leftover: Leftover | null;
}

const key = new PluginKey<Out | null>('ownBlock');

/** Notes that what the caret was in is gone, and that nothing of it came in its place. */
export function outOfText(
  tr: Transaction,
  position: Y.RelativePosition | null,
  doc: Y.Doc,
  leftover: Leftover | null = null,
): Transaction {
  let item = position?.type ? Y.getItem(doc.store, position.type) : null;
  while (item instanceof Y.Item && (item.parent as Y.AbstractType<unknown>)._item)
    item = (item.parent as Y.AbstractType<unknown>)._item;
  if (!(item instanceof Y.Item)) return tr;
  const out: Out = { block: item.id, since: performance.now(), leftover };
  return tr.setMeta(key, out);
}

/** What the caret was in is back. */
export const backInText = (tr: Transaction): Transaction => tr.setMeta(key, null);

/** Behind the block that somebody was writing in, or where it was. */
function placeBehind(block: Y.ID, doc: Y.Doc, node: Node): number {
  let item: Y.Item | null = Y.getItem(doc.store, block);
  let blocks = 0;
  for (; item; item = item.left) if (!item.deleted && item.countable) blocks += item.length;
  let place = 0;
  for (let at = 0; at < Math.min(blocks, node.childCount); at += 1) place += node.child(at).nodeSize;
  return place;
}

/** Whether what the caret was in is gone, and it has not been put anywhere since. */
export const isNowhere = (state: EditorState): boolean => !!key.getState(state);

/** Whether whoever writes has not seen yet that what they were writing in is gone. */
export const isOut = (state: EditorState): boolean => {
  const out = key.getState(state);
  return !!out && performance.now() - out.since < SEEN_MS;
};

/**
 * Makes a paragraph for what is typed next, and puts the caret in it.
 * @returns whether it did: false where what is typed belongs where the caret is
 */
export function makeRoom(view: Pick<EditorView, 'state' | 'dispatch'>): boolean {
  const { state } = view;
  const out = isOut(state) && key.getState(state);
  if (!out) return false;
  const { binding } = ySyncPluginKey.getState(state) as { binding: Binding };
  const paragraph = state.schema.nodes.paragraph!;
  const { leftover, block } = out;
  const words = leftover ? lettersOfLeftover(leftover, state.doc, binding) : Fragment.empty;
  if (leftover) takeLeftover(leftover, binding.doc, OwnBlock);
  const { doc, tr } = view.state;
  const behind = leftover && placeBehindLeftover(leftover, doc, binding);
  const $behind = behind === null ? null : doc.resolve(behind);
  const isRoom = $behind?.parent.canReplaceWith($behind.index(), $behind.index(), paragraph);
  const place = isRoom ? behind! : placeBehind(block, binding.doc, doc);
  tr.insert(place, paragraph.create(null, words));
  tr.setSelection(TextSelection.create(tr.doc, place + 1 + words.size));
  view.dispatch(tr.scrollIntoView());
  return true;
}

const TYPES = new Set(['Dead', 'Process', 'Unidentified']);
const typesWith = (event: KeyboardEvent) =>
  TYPES.has(event.key) ||
  (event.key.length === 1 && ((!event.ctrlKey && !event.metaKey) || event.getModifierState('AltGraph')));

/** The keys of formats, which are for what somebody is writing in; a digit by itself is the browser's. */
const formats = ({ ctrlKey, metaKey, altKey, shiftKey, key, code }: KeyboardEvent) =>
  (ctrlKey || metaKey) && (/^[bik]$/i.test(key) || ((altKey || shiftKey) && /^Digit\d$/.test(code)));

/** Within this time after the text was pressed, or got the focus without that, what the browser does comes of it. */
const RETURNING_MS = 150;

/** What was selected has gone with its text: what is typed would take other words' place. */
function leaveSelection({ selection, doc }: EditorState, after: EditorState): Transaction | null {
  const { binding } = ySyncPluginKey.getState(after) as { binding: Binding };
  const head = binding.beforeTransactionSelection?.head ?? null;
  if (!(selection instanceof TextSelection) || selection.empty || stands(head, binding.doc)) return null;
  const words = (node: Node, { from, to }: { from: number; to: number }) =>
    node.textBetween(from, to, '\n', '\n');
  if (words(doc, selection) === words(after.doc, after.selection)) return null;
  const at = TextSelection.near(after.selection.$head);
  return outOfText(after.tr.setSelection(at), head, binding.doc);
}

/**
 * Gives whoever goes on writing when somebody else has removed or replaced what they were writing in a paragraph of their own. To the
 * sync plugin the caret is wherever its number leads, in another sentence or another cell: the rest of a word would come
 * to stand there, and what is taken out again would be somebody else's. Whoever puts the caret somewhere, or pauses, has
 * seen it.
 */
export const OwnBlock = Extension.create({
  name: 'ownBlock',
  // Before the keys that join and split.
  priority: 1_500,

  addProseMirrorPlugins() {
    let pressed = -Infinity;
    let returning = -Infinity;
    return [
      new Plugin<Out | null>({
        key,
        state: {
          init: () => null,
          apply: (tr, out) => {
            const told = tr.getMeta(key) as Out | null | undefined;
            if (told !== undefined) return told;
            const isChosen = tr.selectionSet && performance.now() > returning;
            return (tr.docChanged || isChosen) && !isFromElsewhere(tr) ? null : out;
          },
        },
        appendTransaction: (transactions, before, after) =>
          transactions.some(isFromElsewhere) ? leaveSelection(before, after) : null,
        props: {
          handleKeyDown(view, event) {
            if (view.composing || !isOut(view.state)) return false;
            if (event.key === 'Backspace' || event.key === 'Delete') return true;
            if (event.key === 'Enter' || event.key === 'Tab') return makeRoom(view);
            if (typesWith(event) || formats(event)) makeRoom(view);
            return false;
          },
          handleTextInput(view, _from, _to, words) {
            if (!makeRoom(view)) return false;
            view.dispatch(view.state.tr.insertText(words));
            return true;
          },
          handlePaste: (view) => makeRoom(view) && false,
          handleDOMEvents: {
            compositionstart: (view) => makeRoom(view) && false,
            pointerdown: () => void (pressed = performance.now()),
            // From a menu or a dialog: nobody has chosen that place.
            focus: () => {
              const now = performance.now();
              if (now > pressed + RETURNING_MS) returning = now + RETURNING_MS;
            },
          },
        },
      }),
    ];
  },
});
