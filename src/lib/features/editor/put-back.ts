import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { type Gone, idOf } from './gone-text.ts';

/** Words, and where they belong. */
interface Run {
  words: string;
  at: number;
}

/** So many letters, or more, are looked for in the whole chapter. */
const FOUND_BY = 4;
/** So many letters before the words are enough in their own block. */
const BESIDE = 12;

const lettersOf = (text: Y.XmlText) =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('');

function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlText ? [child] : textsIn(child as Y.XmlFragment)));
}

/** What of a text somebody had seen who knew one's own letters up to a clock, and the runs that they had not. */
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

/** Where a removed text went on, and what of one's own is missing there; null when it is nowhere. */
function findAgain(gone: Gone, texts: readonly Y.XmlText[]): Found | null {
  const own = texts.filter(({ parent }) => gone.block && idOf(parent) === gone.block);
  const clocks = [...new Set(gone.fresh)].filter((clock) => clock >= 0).sort((a, b) => b - a);
  const views = [Infinity, ...clocks].map((known) => asSeen(gone, known));
  const find = (among: readonly Y.XmlText[], least: number): Found | null => {
    const all = among.map(lettersOf);
    // Letters reach others in the order in which they were typed: who saw more is asked for first.
    for (const { seen, runs } of views) {
      if (seen.trim().length < least) continue;
      const [first, second] = among.filter((_, at) => all[at]!.includes(seen));
      if (!first || second) continue;
      const start = lettersOf(first).indexOf(seen);
      return { text: first, runs: runs.map(({ words, at }) => ({ words, at: start + at })) };
    }
    return null;
  };
  return find(own, 0) ?? besideIn(own, views.at(-1)!) ?? find(texts, FOUND_BY);
}

/** Behind the same letters in its block, where others had written in it, too. */
function besideIn([text]: readonly Y.XmlText[], { seen, runs }: ReturnType<typeof asSeen>): Found | null {
  if (!text) return null;
  const all = lettersOf(text);
  const missing: Run[] = [];
  for (const { words, at } of runs) {
    const beside = seen.slice(Math.max(0, at - BESIDE), at);
    if (all.includes(beside + words)) continue;
    const place = all.indexOf(beside);
    if (place < 0 || (beside && all.includes(beside, place + 1))) return null;
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
  const texts = textsIn(ydoc.getXmlFragment(FRAGMENT));
  const found = gone.map((each) => findAgain(each, texts));
  ydoc.transact(() => {
    for (const place of found) {
      // From the end, so that the places stay true.
      for (const { words, at } of place?.runs.toReversed() ?? []) place!.text.insert(at, words);
    }
  }, origin);
  return gone.filter((_, at) => !found[at]);
}
