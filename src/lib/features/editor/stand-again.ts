import type * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { runsIn } from './copied-place.ts';
import { freshOf, type Gone, idOf } from './gone-text.ts';
import { lettersOf, textsIn } from './texts-in.ts';

/** So many letters on either side of the words tell which they are; so many in all nobody types alike. */
const BESIDE = 12;
/** By then others have put where it belongs what they had to, and their copies are one again (SETTLED_MS). */
const PUT_BY_OTHERS_MS = 3_000;

/** What of a text its remover may not have seen, with the letters on both sides. */
function* piecesOf({ letters, fresh }: Gone): Generator<{ words: string; before: number; length: number }> {
  for (let start = 0, end; start < letters.length; start = end) {
    for (end = start + 1; end < letters.length && fresh[end]! < 0 === fresh[start]! < 0;) end += 1;
    const from = Math.max(0, start - BESIDE);
    if (fresh[start]! >= 0 && letters.slice(start, end).trim())
      yield { words: letters.slice(from, end + BESIDE), before: start - from, length: end - start };
  }
}

/**
 * Whether words that found no place stand in the text after all: somebody has put them there since they went, between the
 * letters that they were between. A few letters count only alone, and where they were or beside that: they occur everywhere.
 */
function standsAgain(gone: Gone, ydoc: Y.Doc): boolean {
  const besides = new Set(gone.beside.flatMap(textsIn));
  const texts = textsIn(ydoc.getXmlFragment(FRAGMENT)).map((text) => ({
    letters: lettersOf(text),
    runs: runsIn([text], gone.known!),
    isNear: besides.has(text) || (!!gone.block && idOf(text.parent) === gone.block),
  }));
  return piecesOf(gone).every(({ words, before, length }) =>
    texts.some(({ letters, runs, isNear }) =>
      runs.some((run) => {
        if (words.length < BESIDE) return isNear && run.letters === words;
        const at = letters.indexOf(words, Math.max(0, run.at - before));
        return at >= 0 && at + before + length <= run.at + run.letters.length;
      }),
    ),
  );
}

/** What of words that have just gone stands nowhere when others have had the time to put it back. */
export async function stillGone(gone: readonly Gone[], ydoc: Y.Doc): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, PUT_BY_OTHERS_MS));
  return gone
    .filter((each) => !standsAgain(each, ydoc))
    .map(freshOf)
    .join('\n');
}
