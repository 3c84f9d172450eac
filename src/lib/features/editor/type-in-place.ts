import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { absolutePositionToRelativePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { lettersOf } from './put-back.ts';

interface Binding {
  type: Y.XmlFragment;
  mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
  _prosemirrorChanged: (doc: Node) => void;
}

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

/** Writes what has just been typed, if the letter that follows is the same as the first of it. */
function writeTyped(state: EditorState, { type, mapping }: Binding): void {
  const { $head, empty } = state.selection;
  if (!empty || !$head.parent.isTextblock || !$head.nodeAfter?.isText) return;
  const { before, behind } = lettersBeside(state);
  const start = absolutePositionToRelativePosition(
    $head.pos - before.length,
    type,
    mapping,
  ) as Y.RelativePosition;
  const text = Y.createAbsolutePositionFromRelativePosition(start, type.doc!)?.type;
  if (!(text instanceof Y.XmlText)) return;
  const at = text.length - behind.length;
  if (at < 0 || at >= before.length || before[at] !== behind[0]) return;
  if (lettersOf(text) === before.slice(0, at) + behind) text.insert(at, before.slice(at));
}

/**
 * Writes what is typed where the caret is. The sync plugin compares the texts, and of two equal letters side by side it
 * takes the second for the new one: a space typed before a space comes to stand behind it. Where two people write at one
 * place, each of whom begins with a space, the words of one would end among those of the other.
 */
export const TypeInPlace = Extension.create({
  name: 'typeInPlace',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('typeInPlace'),
        view: (view) => {
          const { binding } = ySyncPluginKey.getState(view.state) as { binding: Binding };
          const compare = binding._prosemirrorChanged.bind(binding);
          // Within the binding's own transaction and lock: to the editor this is no news.
          binding._prosemirrorChanged = (doc) => {
            binding.type.doc!.transact(() => {
              writeTyped(view.state, binding);
              compare(doc);
            }, ySyncPluginKey);
          };
          return { destroy: () => void (binding._prosemirrorChanged = compare) };
        },
      }),
    ];
  },
});
