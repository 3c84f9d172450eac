import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentOf } from './place-edits.ts';
import { lettersOf, textsIn } from './texts-in.ts';

/** What can be read of an edit. */
export type Contents = NonNullable<ReturnType<typeof contentOf>>;

/** The paragraph, heading or cell that an item of the text stands in. */
export function blockOf(item: Y.Item): Y.XmlElement | null {
  let parent = item.parent as Y.AbstractType<unknown> | null;
  while (parent) {
    if (parent instanceof Y.XmlElement && ['paragraph', 'heading'].includes(parent.nodeName)) return parent;
    parent = (parent._item?.parent as Y.AbstractType<unknown> | null) ?? null;
  }
  return null;
}

/** Whether `id` is a letter that whoever reads `ydoc` finds. */
function isLetterIn(ydoc: Y.Doc, id: Y.ID): boolean {
  if (id.clock >= Y.getState(ydoc.store, id.client)) return false;
  const item = Y.getItem(ydoc.store, id) as Y.Item | Y.GC;
  return item instanceof Y.Item && !item.deleted && isLetters(item);
}

/** Whether an item holds letters of the text. */
export const isLetters = (item: Y.Item) => item.content instanceof Y.ContentString && blockOf(item) !== null;

const isParagraph = (content: Y.Item['content']) =>
  content instanceof Y.ContentType &&
  content.type instanceof Y.XmlElement &&
  content.type.nodeName === 'paragraph';

/**
 * The letters that were typed and stand neither in the server's text nor in `local`, because their surroundings are
 * gone: better than nothing. What is stored and what was deleted again is not among them.
 */
export function lettersAlone(contents: readonly Contents[], local: Y.Doc, server: Y.Doc): string {
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
