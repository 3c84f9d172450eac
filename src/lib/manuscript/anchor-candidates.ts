import search from 'approx-string-match';
import type { Anchor } from '#lib/domain/anchor.ts';
import { CONTEXT_LENGTH } from '#lib/domain/anchor-limits.ts';
import { BREAK, type TextMap } from './text-map.ts';

/** A place in the chapter's text where a passage may be, in offsets of the text. */
export type Candidate = { start: number; end: number; by: 'relative' | 'block' | 'exact' | 'fuzzy' };

/** Below this a place is a coincidence, not the passage. Tuned on the real rewrites of six constitutional articles. */
const THRESHOLD = 0.55;

/** A quote of this length is its own proof; a shorter one ("derechos humanos") is believed only in its surroundings. */
const TELLING_LENGTH = 40;

/** So many letters beside a passage tell where it stands. */
const NEAR = 12;

/** Part of the quote that may differ, and the most differences that are searched for. */
const MAX_DIFFERENCE = 0.5;
const MAX_ERRORS = 400;

/** How alike a pattern is to the best matching part of a text: 1 the same, 0 nothing in common. */
function likeness(text: string, pattern: string): number {
  if (!pattern) return text ? 0.5 : 1;
  if (text.includes(pattern)) return 1;
  const errors = search(text, pattern, pattern.length).reduce(
    (least, match) => Math.min(least, match.errors),
    pattern.length,
  );
  return 1 - errors / pattern.length;
}

/** Likeness counted both ways, so that a fragment of the passage does not pass for the whole of it. */
function sameness(text: string, exact: string): number {
  if (text === exact) return 1;
  const [short, long] = text.length < exact.length ? [text, exact] : [exact, text];
  return likeness(long, short) * (short.length / long.length);
}

/** How well the surroundings fit; two unrelated Spanish texts already share some 0.4, which counts as nothing. */
function contextLikeness(map: TextMap, { quote }: Anchor, { start, end }: Candidate): number {
  const room = CONTEXT_LENGTH + 16;
  const before = likeness(map.text.slice(Math.max(0, start - room), start), quote.prefix);
  const after = likeness(map.text.slice(end, end + room), quote.suffix);
  return Math.max(0, ((before + after) / 2 - 0.4) / 0.6);
}

function inItsBlock(map: TextMap, anchor: Anchor, { start, end }: Candidate): boolean {
  return map.blocks.some((block) => block.id === anchor.block && start <= block.end && end >= block.start);
}

/** How surely a place is the anchor's passage, 0 to 1: its words, its surroundings, its block, its items. */
export function score(map: TextMap, anchor: Anchor, place: Candidate): number {
  const telling = Math.min(1, anchor.quote.exact.length / TELLING_LENGTH);
  const words = sameness(map.text.slice(place.start, place.end), anchor.quote.exact);
  const context = contextLikeness(map, anchor, place);
  const home = inItsBlock(map, anchor, place) ? 1 : 0;
  const hint = place.by === 'relative' ? 1 : 0;
  return 0.55 * telling * words + (0.25 + 0.55 * (1 - telling)) * context + 0.12 * home + 0.08 * hint;
}

/** Every place where the quote stands word for word. */
export function exactCandidates(map: TextMap, anchor: Anchor): Candidate[] {
  const { exact } = anchor.quote;
  const found: Candidate[] = [];
  for (
    let at = map.text.indexOf(exact);
    at >= 0 && found.length < 500;
    at = map.text.indexOf(exact, at + 1)
  ) {
    const place: Candidate = { start: at, end: at + exact.length, by: 'exact' };
    found.push(inItsBlock(map, anchor, place) ? { ...place, by: 'block' } : place);
  }
  return found;
}

/**
 * The place between the passage's surroundings, if all its letters still stand there in their order: whoever splits it or
 * types in it while another reshapes its paragraph leaves no position of it, and its first half may resemble it most.
 */
export function enclosed(map: TextMap, { quote: { exact, prefix, suffix } }: Anchor): Candidate | null {
  // The edges of the chapter are surroundings as well.
  const text = `\0${map.text}\x01`;
  for (const room of [CONTEXT_LENGTH, NEAR]) {
    const left = `\0${prefix}`.slice(-room);
    const [head, tail = '', twice] = text.split(left);
    const [inner, rest, again] = tail.split(`${suffix}\x01`.slice(0, room));
    if (rest === undefined || (twice ?? again) !== undefined) continue;
    let at = 0;
    const whole = [...exact].every((letter) => (at = inner!.indexOf(letter, at) + 1));
    if (!whole || inner!.length > exact.length + MAX_ERRORS) continue;
    const start = head!.length + left.length - 1;
    // What was put at its edges is not part of it.
    const [from, to] = [inner!.indexOf(exact[0]!), inner!.lastIndexOf(exact.at(-1)!) + 1];
    return { start: start + from, end: start + to, by: 'fuzzy' };
  }
  return null;
}

/** Whether what stood beside the passage in its own paragraph still does, wherever that is now. */
function inItsSentence({ text }: TextMap, { quote }: Anchor, { start, end }: Candidate): boolean {
  const before = quote.prefix.split(BREAK).at(-1)!;
  const after = quote.suffix.split(BREAK)[0]!;
  return before.length + after.length >= NEAR && text.endsWith(before, start) && text.startsWith(after, end);
}

/**
 * The word-for-word place that leaves no doubt: the only one, when it is in its own block or in its own sentence or long
 * enough to be its own proof, or the one with all its surroundings.
 */
export function surelyRight(map: TextMap, anchor: Anchor, exact: Candidate[]): Candidate | null {
  const [only] = exact;
  const proven = anchor.quote.exact.length >= TELLING_LENGTH;
  if (only && exact.length === 1 && (proven || only.by === 'block' || inItsSentence(map, anchor, only)))
    return only;
  const sure = exact.filter((place) => contextLikeness(map, anchor, place) === 1);
  return (sure.length > 1 ? sure.find((place) => place.by === 'block') : sure[0]) ?? null;
}

/** Places whose words resemble the quote: in its own block first, otherwise the closest anywhere in the chapter. */
export function fuzzyCandidates(map: TextMap, anchor: Anchor): Candidate[] {
  const { exact } = anchor.quote;
  const errors = Math.min(MAX_ERRORS, Math.floor(exact.length * MAX_DIFFERENCE));
  const within = (start: number, end: number) =>
    search(map.text.slice(start, end), exact, errors).map((match): Candidate => ({
      start: start + match.start,
      end: start + match.end,
      by: 'fuzzy',
    }));
  const home = map.blocks.find((block) => block.id === anchor.block);
  const near = home ? within(home.start, home.end + exact.length) : [];
  return [...near, ...within(0, map.text.length)].filter(({ start, end }) => start < end).slice(0, 200);
}

/** The most likely of several places, or null when none is likely enough. */
export function best(map: TextMap, anchor: Anchor, places: Candidate[]): Candidate | null {
  let winner: Candidate | null = null;
  let highest = THRESHOLD;
  for (const place of places) {
    const value = score(map, anchor, place);
    if (value > highest) [winner, highest] = [place, value];
  }
  return winner;
}
