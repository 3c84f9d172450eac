import { type Gone, SEEN } from './gone-text.ts';

/** Words, where they belong, and which of the letters that are gone they are. */
export interface Run {
  words: string;
  at: number;
  letters?: number[];
}

/** So many letters are asked for one by one whether their remover had seen them. */
const MOST_VIEWS = 100;
/** So many letters on either side of the words tell where they belong. */
export const BESIDE = 12;

/** A text as somebody may have seen it who knew some of its fresh letters. */
export interface View {
  seen: string;
  /** What they had not seen. */
  runs: Run[];
  /** The fresh letters that they had, each run with a few letters before it. */
  own: string[];
  /** Whether each letter that they had seen is such a one. */
  isSeen: boolean[];
}

/**
 * What of a text somebody had seen who knew its fresh letters up to a clock.
 * @param least whether what they had cut off before counts: `CUT`, or not: `SEEN`
 * @param beside so many letters before those that they had are told with these
 */
export function asSeen({ letters, fresh }: Gone, known: number, least = SEEN, beside = BESIDE): View {
  const view: View = { seen: '', runs: [], own: [], isSeen: [] };
  let wasOwn = false;
  for (let at = 0; at < letters.length; at += 1) {
    const clock = fresh[at]!;
    if (clock < least) continue;
    const { seen, runs, own } = view;
    const isOwn = clock >= 0 && clock < known;
    if (isOwn && !wasOwn) own.push(seen.slice(-beside));
    if (isOwn) own.push(own.pop()! + letters[at]);
    wasOwn = isOwn;
    if (clock < known) {
      view.seen += letters[at];
      view.isSeen.push(isOwn);
      continue;
    }
    if (runs.at(-1)?.at !== seen.length) runs.push({ words: '', at: seen.length, letters: [] });
    runs.at(-1)!.words += letters[at];
    runs.at(-1)!.letters!.push(at);
  }
  return view;
}

/** As others may have seen a text that is gone: they get letters in the order in which they were typed, or were put in at once. */
export function* viewsOf(gone: Gone, least = SEEN, beside = BESIDE): Generator<View & { isCut: boolean }> {
  const all = [...new Set(gone.fresh)].filter((clock) => clock >= 0).sort((a, b) => b - a);
  const unsent = all.findLastIndex((clock) => clock >= (gone.sent ?? Infinity));
  if (unsent < 0 && !gone.isUnseen) yield { ...asSeen(gone, Infinity, least, beside), isCut: false };
  const clocks = all.slice(gone.isWhole ? -1 : Math.max(0, unsent));
  const last = clocks.at(-1)!;
  for (const known of clocks.slice(0, MOST_VIEWS))
    yield { ...asSeen(gone, known, least, beside), isCut: true };
  if (clocks.length > MOST_VIEWS) yield { ...asSeen(gone, last, least, beside), isCut: true };
}
