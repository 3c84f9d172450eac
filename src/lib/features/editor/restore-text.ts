import type { Editor } from '@tiptap/core';
import { Fragment, type Node } from '@tiptap/pm/model';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { diffArrays } from 'diff';
import { KEEP_IDS } from '#lib/manuscript/block-ids.ts';
import { type Content, withBlockIds } from '#lib/manuscript/content.ts';

/** What of a text must be replaced, from its end to its start: positions stay true while it is done. */
function replacements(now: Node, then: Node): { from: number; to: number; nodes: Node[] }[] {
  const found: { from: number; to: number; nodes: Node[] }[] = [];
  const same = (a: Node, b: Node) => a.eq(b);
  let [pos, at] = [0, 0];
  for (const { added, removed, value } of diffArrays([...now.children], [...then.children], {
    comparator: same,
  })) {
    if (!added && !removed) {
      pos += value.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
      at += value.length;
      continue;
    }
    const last = found.at(-1);
    const change = last?.to === pos ? last : { from: pos, to: pos, nodes: [] };
    if (change !== last) found.push(change);
    if (added) change.nodes.push(...then.children.slice(at, (at += value.length)));
    else change.to = pos += value.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  }
  return found.reverse();
}

/**
 * Makes a past text the text again: one edit of one's own among the others, which goes the way of every edit and is
 * undone as one. Blocks that are as they were stay untouched, with their carets and passages. False: it is like that already.
 */
export function restoreText(editor: Editor, content: Content): boolean {
  const { state, view } = editor;
  const then = state.schema.nodeFromJSON(withBlockIds(content));
  then.check();
  const tr = state.tr.setMeta(KEEP_IDS, true);
  for (const { from, to, nodes } of replacements(state.doc, then))
    tr.replaceWith(from, to, Fragment.from(nodes));
  if (!tr.docChanged) return false;
  const { undoManager } = yUndoPluginKey.getState(state) as { undoManager: { stopCapturing(): void } };
  undoManager.stopCapturing();
  view.dispatch(tr);
  undoManager.stopCapturing();
  return true;
}
