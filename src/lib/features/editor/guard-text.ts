import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { type Fault, faultOfBlocks } from '#lib/manuscript/soundness.ts';
import type { Block } from '#lib/manuscript/yjs.ts';

/** The block directly below the root that a change happened in; null for the root itself, and for what is gone. */
function blockOf(target: unknown, root: Y.XmlFragment): Block | null {
  for (let at = target as { parent: unknown } | null; at; at = at.parent as { parent: unknown } | null) {
    if (at.parent === root) return at as Block;
  }
  return null;
}

function changedBlocks(events: readonly Y.YEvent<Y.AbstractType<unknown>>[], root: Y.XmlFragment): Block[] {
  const blocks = new Set<Block>();
  for (const event of events) {
    if (event.target !== root) {
      const block = blockOf(event.target, root);
      if (block && !block._item?.deleted) blocks.add(block);
      continue;
    }
    for (const item of event.changes.added) {
      if (item.content instanceof Y.ContentType && !item.deleted) blocks.add(item.content.type as Block);
    }
  }
  return [...blocks];
}

/**
 * Looks at what arrives before the editor's own reader does, which deletes for everybody what it cannot understand.
 * To be called before the editor is made: observers are called in the order in which they came.
 * @param onfault must take the editor off the text before it returns
 * @returns what ends it
 */
export function guardText(ydoc: Y.Doc, onfault: (fault: Fault) => void): () => void {
  const root = ydoc.getXmlFragment(FRAGMENT);
  const look = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
    if (transaction.origin === ySyncPluginKey) return;
    const fault = faultOfBlocks(changedBlocks(events, root));
    if (fault) onfault(fault);
  };
  root.observeDeep(look as never);
  return () => root.unobserveDeep(look as never);
}
