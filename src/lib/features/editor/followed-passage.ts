import type { Transaction } from '@tiptap/pm/state';
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import type { LiveText } from '#lib/manuscript/anchors.ts';

/** A passage that was found once and is followed through edits: cheap, where finding it by its words is not. */
export interface Followed {
  from: number;
  to: number;
  relative: { start: Y.RelativePosition; end: Y.RelativePosition } | null;
}

/** Begins to follow a passage. */
export function follow(from: number, to: number, live: LiveText | undefined): Followed {
  if (!live) return { from, to, relative: null };
  const at = (pos: number) =>
    absolutePositionToRelativePosition(pos, live.fragment, live.mapping) as Y.RelativePosition;
  return { from, to, relative: { start: at(from), end: at(to) } };
}

/**
 * Where a followed passage stands after a transaction. One's own edits are mapped; another's arrive as a replacement
 * of the whole text, through which only the shared document's own positions lead. Null when nothing is left of it.
 */
export function placeOf(passage: Followed, tr: Transaction, live: LiveText | undefined): Followed | null {
  const foreign = tr.getMeta('y-sync$') as { isChangeOrigin?: boolean } | undefined;
  if (!foreign?.isChangeOrigin) {
    const from = tr.mapping.map(passage.from, 1);
    const to = tr.mapping.map(passage.to, -1);
    return from < to ? { ...passage, from, to } : null;
  }
  const doc = live?.fragment.doc;
  if (!live || !doc || !passage.relative) return null;
  const [from, to] = [passage.relative.start, passage.relative.end].map((position) =>
    relativePositionToAbsolutePosition(doc, live.fragment, position, live.mapping),
  );
  const size = tr.doc.content.size;
  return from != null && to != null && from < to && to <= size ? { ...passage, from, to } : null;
}
