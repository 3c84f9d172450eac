import * as Y from 'yjs';

/** The paragraph, heading or cell that an item of the text stands in. */
function blockOf(item: Y.Item): Y.XmlElement | null {
  let parent = item.parent as Y.AbstractType<unknown> | null;
  while (parent) {
    if (parent instanceof Y.XmlElement && ['paragraph', 'heading'].includes(parent.nodeName)) return parent;
    parent = (parent._item?.parent as Y.AbstractType<unknown> | null) ?? null;
  }
  return null;
}

function wordsOf(element: Y.XmlElement): string {
  return element
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) {
        const delta = child.toDelta() as { insert: unknown }[];
        return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
      }
      if (!(child instanceof Y.XmlElement)) return '';
      return child.nodeName === 'hardBreak' ? '\n' : ` [${wordsOf(child)}]`;
    })
    .join('');
}

/**
 * The paragraphs in which `local` holds words that `server` has never received, as they stand in `local`, in reading
 * order. What was only deleted is not among them: nothing typed is lost by it.
 */
export function unsentText(local: Y.Doc, server: Y.Doc): string[] {
  const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(local, Y.encodeStateVector(server)));
  const blocks = new Set<Y.XmlElement>();
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const end = struct.id.clock + struct.length;
    for (let clock = struct.id.clock; clock < end;) {
      const item = Y.getItem(local.store, Y.createID(struct.id.client, clock)) as Y.Item | Y.GC;
      clock = item.id.clock + item.length;
      if (!(item instanceof Y.Item) || item.deleted || !(item.content instanceof Y.ContentString)) continue;
      const block = blockOf(item);
      if (block) blocks.add(block);
    }
  }
  const order = [...blocks].map((block) => ({ block, path: pathOf(block) }));
  order.sort((a, b) => comparePaths(a.path, b.path));
  return order.map(({ block }) => wordsOf(block)).filter((words) => words.trim());
}

function pathOf(element: Y.XmlElement): number[] {
  const path: number[] = [];
  for (let at: Y.XmlElement | Y.XmlFragment = element; at.parent instanceof Y.XmlFragment; at = at.parent) {
    path.unshift(at.parent.toArray().indexOf(at as Y.XmlElement));
  }
  return path;
}

function comparePaths(a: number[], b: number[]): number {
  const at = a.findIndex((step, index) => step !== b[index]);
  return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1);
}

/** The letters in an update whose surroundings are gone: better than nothing. */
function lettersOf(updates: readonly Uint8Array[]): string {
  let letters = '';
  for (const update of updates) {
    try {
      for (const struct of Y.decodeUpdate(update).structs) {
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentString)
          letters += struct.content.str;
      }
    } catch {
      // Not readable: there is nothing in it to be shown.
    }
  }
  return letters;
}

/** The paragraphs in which refused edits wrote, as they would stand in the server's text had it taken them. */
export function wordsRefused(updates: readonly Uint8Array[], server: Y.Doc): string[] {
  const local = new Y.Doc();
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  for (const update of updates) {
    try {
      Y.applyUpdate(local, update);
    } catch {
      // One edit that cannot be read must not take the others with it.
    }
  }
  const paragraphs = local.store.pendingStructs ? [] : unsentText(local, server);
  local.destroy();
  if (paragraphs.length) return paragraphs;
  return [lettersOf(updates)].filter((letters) => letters.trim());
}
