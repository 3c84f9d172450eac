import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentOf, copyOf, placeEdits } from './place-edits.ts';
import { lettersOf, textsIn } from './texts-in.ts';

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

type Contents = NonNullable<ReturnType<typeof contentOf>>;

/** Whether `id` is a letter that whoever reads `ydoc` finds. */
function isLetterIn(ydoc: Y.Doc, id: Y.ID): boolean {
  if (id.clock >= Y.getState(ydoc.store, id.client)) return false;
  const item = Y.getItem(ydoc.store, id) as Y.Item | Y.GC;
  return item instanceof Y.Item && !item.deleted && isLetters(item);
}

const isLetters = (item: Y.Item) => item.content instanceof Y.ContentString && blockOf(item) !== null;

const isParagraph = (content: Y.Item['content']) =>
  content instanceof Y.ContentType &&
  content.type instanceof Y.XmlElement &&
  content.type.nodeName === 'paragraph';

/**
 * The letters that were typed and stand neither in the server's text nor in `local`, because their surroundings are
 * gone: better than nothing. What is stored and what was deleted again is not among them.
 */
function lettersAlone(contents: readonly Contents[], local: Y.Doc, server: Y.Doc): string {
  const deleted = Y.mergeDeleteSets(contents.map(({ ds }) => ds));
  let letters = '';
  for (const struct of contents.flatMap(({ structs }) => structs)) {
    if (!(struct instanceof Y.Item)) continue;
    if (isParagraph(struct.content)) letters += '\n';
    if (!(struct.content instanceof Y.ContentString)) continue;
    const { client, clock } = struct.id;
    for (let at = Math.max(0, Y.getState(server.store, client) - clock); at < struct.length; at += 1) {
      const id = Y.createID(client, clock + at);
      if (!Y.isDeleted(deleted, id) && !isLetterIn(local, id)) letters += struct.content.str[at];
    }
  }
  return letters;
}

/** So many letters nobody else has typed by chance. */
const LONG = 12;

/** Whether words stand somewhere in the text; short ones only where somebody has put in just these. */
function standsIn(ydoc: Y.Doc): (words: string) => boolean {
  const texts = textsIn(ydoc.getXmlFragment(FRAGMENT));
  const text = texts.map(lettersOf).join('\n');
  const runs: { client: number; letters: string }[] = [];
  for (const each of texts) {
    let last = null as (typeof runs)[number] | null;
    for (let item = each._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      const { client } = item.id;
      if (last?.client === client) last.letters += item.content.str;
      else runs.push((last = { client, letters: item.content.str }));
    }
  }
  const holds = (words: string) =>
    runs.some(({ client, letters }) =>
      client === ydoc.clientID ? letters.includes(words) : letters.trim() === words,
    );
  return (words) => (words.length < LONG ? holds(words) : text.includes(words));
}

/** What edits wrote that stands nowhere in `ydoc` though they are in it: the text it was written in has gone. */
export function wordsWithoutPlace(updates: readonly Uint8Array[], ydoc: Y.Doc): string {
  const contents = updates.map(contentOf).filter((content) => content !== null);
  const stands = standsIn(ydoc);
  // Some were stored though the answer was lost, and stand where the text went on since.
  const missing = lettersAlone(contents, ydoc, new Y.Doc())
    .split('\n')
    .filter((words) => words.trim() && !stands(words.trim()));
  return missing.join('\n').trim();
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
