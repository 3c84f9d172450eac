import * as Y from 'yjs';
import { contentOf, copyOf, placeEdits } from './place-edits.ts';
import { blockOf, type Contents, isLetters, lettersAlone } from './words-without-place.ts';

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

/** What refused edits come to, for their author's eyes. */
export interface WordsRefused {
  /** What was typed. */
  paragraphs: string[];
  /** They deleted words that still stand in the server's text. */
  deleted: boolean;
  /** They changed more than words: formatting, links, headings, lists, tables. What they put in and took out again does not count. */
  changed: boolean;
  /** One of them cannot be read: nobody can say what was in it. */
  unreadable: boolean;
}

/** Whether an edit deletes something of the kind that whoever reads the server's text finds. */
function takesAway({ ds }: Contents, server: Y.Doc, isOfKind: (item: Y.Item) => boolean): boolean {
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) {
      const end = Math.min(clock + len, Y.getState(server.store, client));
      for (let at = clock; at < end;) {
        const item = Y.getItem(server.store, Y.createID(client, at)) as Y.Item | Y.GC;
        if (item instanceof Y.Item && !item.deleted && isOfKind(item)) return true;
        at = item.id.clock + item.length;
      }
    }
  }
  return false;
}

/** Whether losing an item loses more than its letters. Paragraphs come along with words, and their ids by themselves. */
function isForm({ content, parentSub, parent }: Y.Item): boolean {
  if (content instanceof Y.ContentFormat) return true;
  if (content instanceof Y.ContentType) {
    const { type } = content;
    return type instanceof Y.XmlElement && !['paragraph', 'hardBreak'].includes(type.nodeName);
  }
  if (!(content instanceof Y.ContentAny) || parentSub === 'id') return false;
  // What belongs to a node that is new itself is part of it.
  return parent instanceof Y.AbstractType && parent._item !== null;
}

function changesForm(contents: readonly Contents[], local: Y.Doc, server: Y.Doc): boolean {
  const deleted = Y.mergeDeleteSets(contents.map(({ ds }) => ds));
  const isNew = ({ client, clock }: Y.ID) => clock >= Y.getState(server.store, client);
  const at = (ydoc: Y.Doc, id: Y.ID) =>
    id.clock < Y.getState(ydoc.store, id.client) ? (Y.getItem(ydoc.store, id) as Y.Item | Y.GC) : null;
  const wrote = contents
    .flatMap(({ structs }) => structs)
    .some((struct) => {
      if (!(struct instanceof Y.Item) || !isNew(struct.id) || Y.isDeleted(deleted, struct.id)) return false;
      const item = at(local, struct.id) ?? struct;
      if (!(item instanceof Y.Item) || item.deleted || !isForm(item)) return false;
      const { parent, parentSub } = item;
      return parentSub === null || !(parent instanceof Y.AbstractType) || !isNew(parent._item!.id);
    });
  return wrote || contents.some((content) => takesAway(content, server, isForm));
}

/**
 * What refused edits wrote, in the paragraphs as they would stand in the server's text had it taken them, and whether
 * they did more than can be shown. Some of them may be at the server: an edit is refused along with all that were not
 * known to be stored.
 */
export function wordsRefused(updates: readonly Uint8Array[], server: Y.Doc): WordsRefused {
  const { placed } = placeEdits(
    updates.map((update) => ({ update })),
    server,
  );
  const local = copyOf(server);
  for (const { update } of placed) Y.applyUpdate(local, update);
  const contents = updates.map(contentOf).filter((content) => content !== null);
  const words = [...unsentText(local, server), lettersAlone(contents, local, server)];
  const changed = changesForm(contents, local, server);
  local.destroy();
  return {
    paragraphs: words.filter((each) => each.trim()),
    deleted: contents.some((content) => takesAway(content, server, isLetters)),
    changed,
    unreadable: contents.length < updates.length,
  };
}

/** Whether edits delete more than they wrote themselves. */
function takeMore(contents: readonly Contents[]): boolean {
  const own = new Set<string>();
  for (const { id, length } of contents.flatMap(({ structs }) => structs)) {
    for (let at = 0; at < length; at += 1) own.add(`${id.client} ${id.clock + at}`);
  }
  return contents.some(({ ds }) =>
    [...ds.clients].some(([client, ranges]) =>
      ranges.some(
        ({ clock, len }) => !own.has(`${client} ${clock}`) || !own.has(`${client} ${clock + len - 1}`),
      ),
    ),
  );
}

/** What edits wrote whose text is out of reach: the letters, in the order in which they were typed. */
export function wordsAlone(updates: readonly Uint8Array[]): WordsRefused {
  const contents = updates.map(contentOf).filter((content) => content !== null);
  const nothing = new Y.Doc();
  const letters = lettersAlone(contents, nothing, nothing).trim();
  return {
    paragraphs: letters ? [letters] : [],
    deleted: takeMore(contents),
    changed: changesForm(contents, nothing, nothing),
    unreadable: contents.length < updates.length,
  };
}
