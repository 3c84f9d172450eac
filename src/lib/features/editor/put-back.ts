import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { freshOf, type Gone, idOf } from './gone-text.ts';

/** Words, and where they belong. */
interface Run {
  words: string;
  at: number;
}

/** So many letters, or more, are looked for in the whole chapter. */
const FOUND_BY = 4;
/** So many letters are asked for one by one whether their remover had seen them. */
const MOST_VIEWS = 100;
/** So many letters on either side of the words are enough in their own block. */
const BESIDE = 12;

/** A text of the chapter as it is now. */
interface Text {
  text: Y.XmlText;
  letters: string;
  block: string | undefined;
}

export const lettersOf = (text: Y.XmlText) =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('');

export function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlText ? [child] : textsIn(child as Y.XmlFragment)));
}

/** What of a text somebody had seen who knew its fresh letters up to a clock, and the runs that they had not. */
function asSeen({ letters, fresh }: Gone, known: number): { seen: string; runs: Run[] } {
  let seen = '';
  const runs: Run[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    if (fresh[at]! < known) seen += letters[at];
    else if (runs.at(-1)?.at === seen.length) runs.at(-1)!.words += letters[at];
    else runs.push({ words: letters[at]!, at: seen.length });
  }
  return { seen, runs };
}

type Found = { text: Y.XmlText; runs: Run[] };

/** As others may have seen a text that is gone: they get letters in the order in which they were typed. */
function* viewsOf(gone: Gone): Generator<ReturnType<typeof asSeen> & { isCut: boolean }> {
  yield { ...asSeen(gone, Infinity), isCut: false };
  const clocks = [...new Set(gone.fresh)].filter((clock) => clock >= 0).sort((a, b) => b - a);
  const last = clocks.at(-1)!;
  for (const known of clocks.slice(0, MOST_VIEWS)) yield { ...asSeen(gone, known), isCut: true };
  if (clocks.length > MOST_VIEWS) yield { ...asSeen(gone, last), isCut: true };
}

/** Where a removed text went on, and what of it is missing there; null when it is nowhere. */
function findAgain(gone: Gone, texts: readonly Text[]): Found | null {
  const own = texts.filter(({ block }) => gone.block && block === gone.block);
  const find = (among: readonly Text[], least: number): Found | null => {
    for (const { seen, runs, isCut } of viewsOf(gone)) {
      if (seen.trim().length < least) continue;
      // What lacks letters of one's own ends where they stood, or a word that was corrected would be there twice.
      const has = ({ letters }: Text) =>
        isCut ? letters === seen || (seen !== '' && letters.endsWith(seen)) : letters.includes(seen);
      const [first, second] = among.filter(has);
      if (!first || second) continue;
      const start = isCut ? first.letters.length - seen.length : first.letters.indexOf(seen);
      return { text: first.text, runs: runs.map(({ words, at }) => ({ words, at: start + at })) };
    }
    return null;
  };
  // Whoever joins or reshapes writes the copy at once: no other text has to do with it.
  const grown = () => texts.filter(({ text }) => gone.grew(text));
  // Whoever removed the paragraph may have seen to it.
  const words = freshOf(gone);
  const kept = grown().find(({ letters }) => letters === words);
  if (kept && words.trim()) return { text: kept.text, runs: [] };
  return find(own, 0) ?? besideIn(own, asSeen(gone, 0)) ?? find(grown(), FOUND_BY);
}

/** Between the same letters in its block, where others had written in it, too. */
function besideIn([first]: readonly Text[], { seen, runs }: ReturnType<typeof asSeen>): Found | null {
  if (!first) return null;
  const { text, letters: all } = first;
  const missing: Run[] = [];
  for (const { words, at } of runs) {
    const beside = seen.slice(Math.max(0, at - BESIDE), at);
    if (all.includes(beside + words)) continue;
    const place = all.indexOf(beside);
    if (place < 0 || (beside && all.includes(beside, place + 1))) return null;
    // Whatever follows there instead may be the same words, corrected.
    const next = seen.slice(at, at + BESIDE);
    const rest = all.slice(place + beside.length);
    if (next ? !rest.startsWith(next) : rest !== '') return null;
    missing.push({ words, at: place + beside.length });
  }
  return { text, runs: missing };
}

/**
 * Puts words back where the texts that they were written in went on.
 * @param origin of the transaction that does.
 * @returns those of which nobody can say where they belong.
 */
export function putBack(gone: readonly Gone[], ydoc: Y.Doc, origin: unknown): Gone[] {
  const texts = textsIn(ydoc.getXmlFragment(FRAGMENT)).map((text): Text => ({
    text,
    letters: lettersOf(text),
    block: idOf(text.parent),
  }));
  const found = gone.map((each) => findAgain(each, texts));
  ydoc.transact(() => {
    for (const place of found) {
      // From the end, so that the places stay true.
      for (const { words, at } of place?.runs.toReversed() ?? []) place!.text.insert(at, words);
    }
  }, origin);
  return gone.filter((_, at) => !found[at]);
}
