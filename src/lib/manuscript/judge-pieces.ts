/** What stands beside words in their block: the last letters before them and the first after them, '' at its ends. */
export type Beside = [before: string, after: string];

type Id = [client: number, clock: number];

/** Words that left the text together, whose they were, and the Yjs ids of their first and last character if known. */
export interface Removed {
  text: string;
  runs: [length: number, session: number][];
  first: Id | null;
  last: Id | null;
  /** When they left; without it they were all that their block said. */
  beside?: Beside;
}

/** Words that an edit brought in side by side, and the block that they stand in now. */
export interface Came {
  text: string;
  beside: Beside;
  block: number;
}

/** Words that came in and are among those that were removed. */
export interface Piece {
  came: Came;
  /** Which of the edit's words they are, in the order of the text, and where in those. */
  index: number;
  start: number;
  entry: Removed;
  at: number;
  length: number;
}

/** What the removed words were taken out of in the edit at hand, and as the how manieth of it. */
export interface Source {
  block: object;
  run: number;
}

/** Shorter pieces are what anybody types by chance. */
export const LEAST = 8;
/** Within one edit: shorter pieces are no sign that the end of a paragraph was moved. */
export const LEAST_MOVED = 3;
/** So many letters tell where words stood. */
export const BESIDE = 8;

const besideOf = ({ beside }: Removed): Beside => beside ?? ['', ''];
const endOf = ({ at, length }: Piece) => at + length;
const isWhole = (piece: Piece) => piece.at === 0 && piece.length === piece.entry.text.length;

/** What stands beside a part of words. */
export function besideIn(text: string, [before, after]: Beside, from: number, to: number): Beside {
  return [
    (before + text.slice(Math.max(0, from - BESIDE), from)).slice(-BESIDE),
    (text.slice(to, to + BESIDE) + after).slice(0, BESIDE),
  ];
}

function fits({ came, start, entry, at, length }: Piece): [left: boolean, right: boolean] {
  const now = besideIn(came.text, came.beside, start, start + length);
  const then = besideIn(entry.text, besideOf(entry), at, at + length);
  return [now[0] === then[0], now[1] === then[1]];
}

/** Whether words stand again beside what they stood beside. */
export const isInPlace = (piece: Piece) => fits(piece).every(Boolean);

const opens = (piece: Piece, moving: boolean) =>
  piece.at === 0 && (!moving || besideOf(piece.entry)[0] === '');
const closes = (piece: Piece, moving: boolean) =>
  endOf(piece) === piece.entry.text.length && (!moving || besideOf(piece.entry)[1] === '');

/**
 * Whether pieces of one removed text, in the order in which they stand now, are what an editor makes of it: the whole, its
 * beginning, its end, or both with a selection gone between them. Whatever was cut out and put together otherwise may say
 * something else.
 */
function holdTogether(pieces: readonly Piece[], sources: ReadonlyMap<Removed, Source>): boolean {
  const [first, last] = [pieces[0]!, pieces.at(-1)!];
  let gaps = 0;
  for (const [before, piece] of pieces.slice(1).map((piece, at) => [pieces[at]!, piece] as const)) {
    const same = before.entry === piece.entry;
    if (same ? endOf(before) > piece.at : sources.get(before.entry)!.run > sources.get(piece.entry)!.run)
      return false;
    if (!same || endOf(before) < piece.at) gaps += 1;
  }
  const moving = sources.has(first.entry);
  if (gaps) return gaps === 1 && opens(first, moving) && closes(last, moving);
  const whole = first.at === 0 && endOf(last) === last.entry.text.length;
  return !moving || whole || opens(first, moving) || closes(last, moving);
}

/** Which pieces of one removed text are not what an editor makes of it; short ones are chance, and spoil no others. */
function tornOf(pieces: readonly Piece[], sources: ReadonlyMap<Removed, Source>): readonly Piece[] {
  const long = pieces.filter(({ length }) => length >= LEAST);
  if (long.length && !holdTogether(long, sources)) return pieces;
  return holdTogether(pieces, sources) ? [] : pieces.filter(({ length }) => length < LEAST);
}

/** Of short words one edit moves no more than the end of a paragraph, unless they stand as they stood. */
function withoutManyShort(pieces: readonly Piece[], sources: ReadonlyMap<Removed, Source>): Piece[] {
  let left = 1;
  return pieces.filter((piece) => {
    if (piece.length >= LEAST || !sources.has(piece.entry) || isInPlace(piece)) return true;
    return (opens(piece, true) || closes(piece, true)) && left-- > 0;
  });
}

/** Pieces of several places are one block's only where they stood side by side before, or were blocks themselves. */
function meetRightly(pieces: readonly Piece[]): Piece[] {
  const kept = new Map<number, Piece[]>();
  const wasBlock = (piece: Piece) => isWhole(piece) && besideOf(piece.entry).every((words) => words === '');
  const stands = (piece: Piece) => {
    const [left, right] = fits(piece);
    const beside = kept.get(piece.index) ?? [];
    const end = piece.start + piece.length;
    const leads = (other: Piece) => other.start + other.length === piece.start && fits(other)[1];
    const follows = (other: Piece) => other.start === end && fits(other)[0];
    return (left || beside.some(leads)) && (right || beside.some(follows));
  };
  let away = 0;
  let blocks = true;
  const inPlace = pieces.filter(isInPlace);
  const others = pieces.filter((piece) => !isInPlace(piece));
  for (const piece of [...inPlace, ...others.toSorted((one, other) => other.length - one.length)]) {
    const isBlock = piece.length >= LEAST && wasBlock(piece);
    if (!stands(piece) && away++ > 0 && !(isBlock && blocks)) continue;
    blocks &&= isBlock;
    const beside = kept.get(piece.index);
    if (beside) beside.push(piece);
    else kept.set(piece.index, [piece]);
  }
  return [...kept.values()].flat();
}

/**
 * Which of the pieces that an edit brought in again are still whoever wrote them (docs/adr/0012-who-wrote-what.md). Out of
 * somebody's words one can make sentences that they never said: those are of whoever made them.
 */
export function judgePieces(pieces: readonly Piece[], sources: ReadonlyMap<Removed, Source>): Piece[] {
  const placed = pieces.toSorted((one, other) => one.index - other.index || one.start - other.start);
  const away = Map.groupBy(
    placed.filter((piece) => !isInPlace(piece)),
    ({ entry }) => sources.get(entry)?.block ?? entry,
  );
  const torn = new Set([...away.values()].flatMap((cut) => tornOf(cut, sources)));
  const whole = placed.filter((piece) => !torn.has(piece));
  const blocks = Map.groupBy(withoutManyShort(whole, sources), ({ came }) => came.block);
  return [...blocks.values()].flatMap((block) => (block.length > 1 ? meetRightly(block) : block));
}
