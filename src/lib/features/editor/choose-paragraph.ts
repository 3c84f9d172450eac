import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

interface Block {
  from: number;
  to: number;
}

function blocksOf(view: EditorView): Block[] {
  const blocks: Block[] = [];
  view.state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (node.textContent.trim()) blocks.push({ from: pos + 1, to: pos + 1 + node.content.size });
    return false;
  });
  return blocks;
}

function firstInView(view: EditorView, blocks: Block[]): number {
  const at = blocks.findIndex(({ from }) => view.coordsAtPos(from).top >= 0);
  return Math.max(at, 0);
}

function choose(view: EditorView, first: Block, last: Block): void {
  const [start, end] = [view.domAtPos(first.from, 1), view.domAtPos(last.to, -1)];
  getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
  const element = end.node instanceof Element ? end.node : end.node.parentElement;
  element?.scrollIntoView({ block: 'nearest' });
}

/**
 * A text that cannot be written in has no caret, so its passages are chosen paragraph by paragraph: Enter the first
 * in view, arrows the next or the one before, Shift with arrows more of them, Escape none.
 */
export const ChooseParagraph = Extension.create({
  name: 'chooseParagraph',

  addProseMirrorPlugins() {
    let chosen: { anchor: number; head: number } | null = null;

    function keydown(view: EditorView, event: KeyboardEvent): boolean {
      if (view.editable || event.target !== view.dom || event.ctrlKey || event.metaKey || event.altKey)
        return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape' && chosen) {
        chosen = null;
        getSelection()?.removeAllRanges();
        return true;
      }
      if (!(event.key === 'Enter' && !chosen) && !(step && chosen)) return false;
      const blocks = blocksOf(view);
      if (!blocks.length) return false;
      const head = chosen ? chosen.head + (step ?? 0) : firstInView(view, blocks);
      const at = Math.min(Math.max(head, 0), blocks.length - 1);
      chosen = { anchor: event.shiftKey && chosen ? chosen.anchor : at, head: at };
      choose(view, blocks[Math.min(chosen.anchor, at)]!, blocks[Math.max(chosen.anchor, at)]!);
      event.preventDefault();
      return true;
    }

    return [
      new Plugin({
        key: new PluginKey('chooseParagraph'),
        props: {
          handleDOMEvents: {
            keydown,
            blur: () => {
              chosen = null;
              return false;
            },
          },
        },
      }),
    ];
  },
});
