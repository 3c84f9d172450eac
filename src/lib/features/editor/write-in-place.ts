import { Extension } from '@tiptap/core';
import type { Mark, Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Selection, type Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { absolutePositionToRelativePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { readyText } from '#lib/manuscript/ready-text.ts';

interface Binding {
  doc: Y.Doc;
  type: Y.XmlFragment;
  mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
  _prosemirrorChanged: (doc: Node) => void;
}

const key = new PluginKey<TypedOver | null>('writeInPlace');

/** The letters before the caret and behind it, up to a note or whatever else is no letter. */
function lettersBeside({ selection: { $head } }: EditorState): { before: string; behind: string } {
  const beside = { before: '', behind: '' };
  let isOver = false;
  $head.parent.forEach((child, offset) => {
    const at = Math.max(0, $head.parentOffset - offset);
    if (at > 0) beside.before = child.isText ? beside.before + child.text!.slice(0, at) : '';
    isOver ||= !child.isText && offset >= $head.parentOffset;
    if (child.isText && !isOver) beside.behind += child.text!.slice(at);
  });
  return beside;
}

/** Marks as Yjs has them; null for those that may stand several times at one place and have other names there. */
function formatOf(marks: readonly Mark[]): Record<string, unknown> | null {
  if (marks.some(({ type }) => !type.excludes(type))) return null;
  return Object.fromEntries(marks.map(({ type, attrs }) => [type.name, attrs]));
}

/**
 * Writes what has just been typed, if comparing would not: before a letter that equals it, or where a mark ends.
 * @returns the text that it was written into
 */
function writeTyped(state: EditorState, { type, mapping }: Binding): Y.XmlText | null {
  const { $head, empty } = state.selection;
  const { nodeBefore, parent } = $head;
  const format = nodeBefore && formatOf(nodeBefore.marks);
  if (!empty || !parent.isTextblock || !nodeBefore?.isText || !format) return null;
  if (parent.childCount === 1 && !$head.nodeAfter) return null;
  const { before, behind } = lettersBeside(state);
  const start = absolutePositionToRelativePosition(
    $head.pos - before.length,
    type,
    mapping,
  ) as Y.RelativePosition;
  const text = Y.createAbsolutePositionFromRelativePosition(start, type.doc!)?.type;
  if (!(text instanceof Y.XmlText)) return null;
  // Where a note between two texts is gone the editor shows them as one.
  if (text.prevSibling instanceof Y.XmlText || text.nextSibling instanceof Y.XmlText) return null;
  const at = text.length - behind.length;
  if (at < 0 || at >= before.length || before.length - at > nodeBefore.text!.length) return null;
  const delta = text.toDelta() as { insert: unknown; attributes?: object }[];
  if (delta.map(({ insert }) => insert).join('') !== before.slice(0, at) + behind) return null;
  const others = delta.flatMap(({ attributes = {} }) => Object.keys(attributes)).map((name) => [name, null]);
  text.insert(at, before.slice(at), { ...Object.fromEntries(others), ...format });
  return text;
}

/** A letter that was typed over some words. */
interface TypedOver {
  before: Node;
  after: Node;
  from: number;
  to: number;
  letter: Node;
}

/** So long is a letter: what is pasted over a passage may be that passage, corrected, and is compared. */
const LETTER = 2;

/**
 * @param selection what was chosen before. The editor reads from the page what was typed: where that, together with what
 *   stands behind the selection, begins like what stood there, it takes the letters behind for written anew as well.
 */
function typedOver({ steps, before, doc: after }: Transaction, selection: Selection): TypedOver | null {
  const [step] = steps;
  if (steps.length !== 1 || !(step instanceof ReplaceStep) || step.from === step.to) return null;
  const { from, slice } = step;
  const node = slice.content.firstChild;
  if (slice.openStart || slice.openEnd || slice.content.childCount !== 1 || !node?.isText) return null;
  const words = node.text!;
  if (words.length > LETTER) return null;
  const behind = step.to - selection.to;
  const isRead =
    from === selection.from &&
    behind > 0 &&
    behind < words.length &&
    before.textBetween(selection.to, step.to) === words.slice(-behind);
  if (!isRead) return { before, after, from, to: step.to, letter: node };
  return { before, after, from, to: selection.to, letter: node.cut(0, words.length - behind) };
}

/**
 * Takes all of the words out that a letter was typed over, and writes it. A comparison would keep the one of
 * them that is the same letter, and what others are typing behind the words would come to stand behind it.
 * @returns the text that it was written into
 */
function writeOver({ before, from, to, letter }: TypedOver, { type, mapping }: Binding): Y.XmlText | null {
  const [$from, $to] = [before.resolve(from), before.resolve(to)];
  const format = formatOf(letter.marks);
  if (!$from.parent.isTextblock || !$from.sameParent($to) || !format) return null;
  // The letters side by side that they are among.
  let [start, letters, isOver] = [$from.start(), '', false];
  $from.parent.forEach((child, offset) => {
    const at = $from.start() + offset;
    isOver ||= !child.isText && at >= to;
    if (child.isText) letters += isOver ? '' : child.text;
    else if (at < from) [start, letters] = [at + child.nodeSize, ''];
  });
  const place = absolutePositionToRelativePosition(start, type, mapping) as Y.RelativePosition;
  const text = Y.createAbsolutePositionFromRelativePosition(place, type.doc!)?.type;
  if (!(text instanceof Y.XmlText)) return null;
  const delta = text.toDelta() as { insert: unknown; attributes?: object }[];
  if (delta.map(({ insert }) => insert).join('') !== letters) return null;
  const others = delta.flatMap(({ attributes = {} }) => Object.keys(attributes)).map((name) => [name, null]);
  // In this order: Yjs puts what is inserted behind what is gone, and the next letter belongs right behind this one.
  text.delete(from - start, to - from);
  text.insert(from - start, letter.text!, { ...Object.fromEntries(others), ...format });
  return text;
}

/** Tells the binding, which has found nothing to write, what the text's block looks like now, and what that stands in. */
function remember(text: Y.XmlText, { $head }: EditorState['selection'], { mapping }: Binding): void {
  let element = text.parent;
  for (let depth = $head.depth; depth > 0 && element instanceof Y.XmlElement; depth -= 1) {
    mapping.set(element, $head.node(depth));
    element = element.parent;
  }
}

/** Readies the blocks that have just been made for two who begin to write in one of them at once. */
function readyMade(doc: Y.Doc, from: number): void {
  const structs = doc.store.clients.get(doc.clientID) ?? [];
  const end = Y.getState(doc.store, doc.clientID);
  if (end <= from) return;
  const made = structs
    .slice(Y.findIndexSS(structs, from))
    .map((struct) => (struct instanceof Y.Item && !struct.deleted ? struct.content : null));
  for (const content of made)
    if (content instanceof Y.ContentType && content.type instanceof Y.XmlElement) readyText(content.type);
}

/**
 * Writes what is typed where the caret is. The sync plugin compares the texts, and of two equal letters side by side it
 * takes the second for the new one: a space typed before a space comes to stand behind it. And what is typed behind a link
 * it takes into the link first, and out of it again. Where two people write at one such place, the words of one would end
 * among those of the other.
 */
export const WriteInPlace = Extension.create({
  name: 'writeInPlace',

  addProseMirrorPlugins() {
    return [
      new Plugin<TypedOver | null>({
        key,
        state: {
          init: () => null,
          apply: (tr, over, { selection }) => (tr.docChanged ? typedOver(tr, selection) : over),
        },
        view: (view) => {
          const { binding } = ySyncPluginKey.getState(view.state) as { binding: Binding };
          const { doc: ydoc } = binding;
          let written: TypedOver | null = null;
          const compare = binding._prosemirrorChanged.bind(binding);
          // Within the binding's own transaction and lock: to the editor this is no news.
          binding._prosemirrorChanged = (doc) => {
            ydoc.transact(() => {
              const from = Y.getState(ydoc.store, ydoc.clientID);
              const over = key.getState(view.state);
              const text =
                over?.after === view.state.doc && over !== written
                  ? writeOver((written = over), binding)
                  : writeTyped(view.state, binding);
              compare(doc);
              if (text) remember(text, view.state.selection, binding);
              readyMade(ydoc, from);
            }, ySyncPluginKey);
          };
          return { destroy: () => void (binding._prosemirrorChanged = compare) };
        },
      }),
    ];
  },
});
