import * as Y from 'yjs';
import { cameWith } from './texts-in.ts';
import { arrivedIn } from './twin-blocks.ts';

type Letter = [letter: string, id: Y.ID];

/** The end that was cut off a text, and the copy of it that came with the same change: what the editor makes of Enter, or of a note. */
export interface SplitEnd {
  whole: Y.XmlText;
  end: Y.XmlText;
  /** The letters that were cut off, and those of the copy. */
  cut: Letter[];
  put: Letter[];
  /** Whether it stands in the same block, behind a note or a line break. */
  isNote: boolean;
}

/** So many letters are a copy, though more follow. */
const LEAST = 12;

/** Whether a letter is one of an item's. */
export const holds = ({ id, length }: Y.Item, { client, clock }: Y.ID) =>
  id.client === client && id.clock <= clock && clock < id.clock + length;

/**
 * The letters of a text, together with the ends that have been cut off it; those of such a copy by what they are copies of.
 * @param isMeant which parts of the texts
 * @param ends the last first: of several it stood before the others
 */
export function* lettersIn(
  text: Y.XmlText,
  isMeant: (item: Y.Item) => boolean,
  ends: readonly SplitEnd[] = [],
  original = (id: Y.ID) => id,
): Generator<Letter> {
  for (let item = text._start; item; item = item.right) {
    for (const { whole, end, cut, put } of ends) {
      if (whole !== text || !holds(item, cut[0]![1])) continue;
      yield* lettersIn(end, isMeant, ends, (id) => {
        const at = put.findIndex(([, each]) => Y.compareIDs(each, id));
        return at < 0 ? id : original(cut[at]![1]);
      });
    }
    const { content, id } = item;
    if (!(content instanceof Y.ContentString) || !isMeant(item)) continue;
    for (let at = 0; at < item.length; at += 1)
      yield [content.str[at]!, original(Y.createID(id.client, id.clock + at))];
  }
}

/** What stands behind a text in its own block since somebody has put a note or a line break there. */
function newBeside(text: Y.XmlText, before: ReadonlyMap<number, number>): unknown[] {
  const nodes: unknown[] = [];
  for (let node = text.nextSibling; node; node = node.nextSibling) {
    const { client, clock } = node._item!.id;
    if (clock >= (before.get(client) ?? 0)) nodes.push(node);
  }
  return nodes;
}

const wordsOf = (letters: readonly Letter[]) => letters.map(([letter]) => letter).join('');

/** The ends that a transaction, of whomever, has cut off. */
export function splitEndsIn(transaction: Y.Transaction): SplitEnd[] {
  const { beforeState, changed, deleteSet } = transaction;
  const isCut = ({ id }: Y.Item) =>
    id.clock < (beforeState.get(id.client) ?? 0) && Y.isDeleted(deleteSet, id);
  const copies = new Map<unknown, { put: Letter[]; words: string }>();
  const copyIn = (end: unknown) => {
    if (!(end instanceof Y.XmlText)) return null;
    const known = copies.get(end);
    if (known) return { end, ...known };
    const came = cameWith(end);
    const put = [...lettersIn(end, (item) => came.has(item) && !item.deleted)];
    const copy = { put, words: wordsOf(put) };
    copies.set(end, copy);
    return { end, ...copy };
  };
  let ends: unknown[] | undefined;
  return [...(changed.keys() as Iterable<unknown>)].flatMap((whole) => {
    if (!(whole instanceof Y.XmlText) || whole._item!.deleted) return [];
    const cut = [...lettersIn(whole, isCut)];
    if (!cut.length) return [];
    const letters = wordsOf(cut);
    ends ??= [...arrivedIn(transaction).values()].map((block) => block.firstChild);
    const beside = newBeside(whole, beforeState);
    let part: SplitEnd | null = null;
    for (const copy of [...beside, ...ends].map(copyIn)) {
      if (!copy) continue;
      const { end, put, words } = copy;
      const isNote = beside.includes(end);
      // Behind a note somebody may have typed at its end already.
      const isTyped = isNote && cut.length >= LEAST && words.startsWith(letters);
      if (words === letters || isTyped) return [{ whole, end, cut, put: put.slice(0, cut.length), isNote }];
      // Or taken away the space that it began with, or have split it again.
      const from = letters[0] === ' ' && words[0] !== ' ' ? 1 : 0;
      const isAll = words !== '' && words === letters.slice(from);
      const isPart = put.length >= LEAST && letters.startsWith(words, from);
      if (isAll || isPart) part ??= { whole, end, cut: cut.slice(from, from + put.length), put, isNote };
    }
    return part ? [part] : [];
  });
}
