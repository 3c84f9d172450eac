import type { Node } from '@tiptap/pm/model';
import {
  absolutePositionToRelativePosition,
  type initProseMirrorDoc,
  relativePositionToAbsolutePosition,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { Anchor } from '#lib/domain/anchor.ts';
import { CONTEXT_LENGTH, MAX_QUOTE_LENGTH } from '#lib/domain/anchor-limits.ts';
import {
  best,
  type Candidate,
  enclosed,
  exactCandidates,
  fuzzyCandidates,
  score,
  surelyRight,
} from './anchor-candidates.ts';
import { BREAK, blockAt, offsetAt, positionAt, type TextMap, textMapOf } from './text-map.ts';

/**
 * The live text an anchor may use as a hint: the fragment and the mapping of the sync plugin's binding in a browser,
 * or of `initProseMirrorDoc` on a server.
 */
export type LiveText = { fragment: Y.XmlFragment; mapping: ReturnType<typeof initProseMirrorDoc>['mapping'] };

/** Where an anchor was found, and by what. `from`–`to` is never empty. */
export type Resolved = { from: number; to: number; by: 'relative' | 'block' | 'exact' | 'fuzzy' };

const encode = (position: Y.RelativePosition) =>
  btoa(String.fromCharCode(...Y.encodeRelativePosition(position)));
const decode = (base64: string) =>
  Y.decodeRelativePosition(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));

function relativeOf(from: number, to: number, live: LiveText): NonNullable<Anchor['relative']> {
  const at = (pos: number) =>
    encode(absolutePositionToRelativePosition(pos, live.fragment, live.mapping) as Y.RelativePosition);
  return { start: at(from), end: at(to) };
}

/** A slice that does not cut a letter of two units in half at its edges. */
function cleanSlice(text: string, start: number, end: number): string {
  return text
    .slice(start, end)
    .replace(/^[\udc00-\udfff]/u, '')
    .replace(/[\ud800-\udbff]$/u, '');
}

function describe(map: TextMap, start: number, end: number): Omit<Anchor, 'relative'> | null {
  const first = blockAt(map, start);
  const last = blockAt(map, end);
  if (!first?.id || !last?.id) return null;
  return {
    block: first.id,
    blockEnd: last === first ? null : last.id,
    quote: {
      exact: map.text.slice(start, end),
      prefix: cleanSlice(map.text, Math.max(0, start - CONTEXT_LENGTH), start),
      suffix: cleanSlice(map.text, end, end + CONTEXT_LENGTH),
    },
    position: { start: start - first.start, end: end - last.start },
  };
}

/** What a selection holds of the chapter's text, without the space at its edges; nothing when `start` is not before `end`. */
function spanOf(map: TextMap, from: number, to: number): { start: number; end: number } {
  let start = offsetAt(map, from);
  let end = offsetAt(map, to);
  while (start < end && /\s/.test(map.text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(map.text[end - 1] ?? '')) end -= 1;
  return { start, end };
}

/** Whether there is more text between two document positions than one thread may be about. */
export function isTooLong(doc: Node, from: number, to: number): boolean {
  const { start, end } = spanOf(textMapOf(doc), from, to);
  return end - start > MAX_QUOTE_LENGTH;
}

/**
 * Describes the passage between two document positions so that it is found again after edits. Space at the edges of
 * a selection is left out.
 * @returns null when the selection holds no text of the chapter itself (only a note, only space) or too much of it
 * (`isTooLong`).
 */
export function createAnchor(doc: Node, from: number, to: number, live?: LiveText): Anchor | null {
  const map = textMapOf(doc);
  const { start, end } = spanOf(map, from, to);
  if (start >= end || end - start > MAX_QUOTE_LENGTH) return null;
  const anchor = describe(map, start, end);
  const first = positionAt(map, start, 1);
  const last = positionAt(map, end, -1);
  if (!anchor || first === null || last === null) return null;
  return { ...anchor, relative: live ? relativeOf(first, last, live) : null };
}

function relativeCandidate(map: TextMap, anchor: Anchor, live: LiveText): Candidate | null {
  if (!anchor.relative || !live.fragment.doc) return null;
  const { doc } = live.fragment;
  try {
    const [from, to] = [anchor.relative.start, anchor.relative.end].map((each) =>
      relativePositionToAbsolutePosition(doc, live.fragment, decode(each), live.mapping),
    );
    if (from == null || to == null || from >= to) return null;
    const [start, end] = [offsetAt(map, from), offsetAt(map, to)];
    return start < end ? { start, end, by: 'relative' } : null;
  } catch {
    return null; // A hint of a text that was rewritten from scratch: the other selectors stand.
  }
}

/**
 * Finds an anchor's passage in the text as it is now: by its relative positions when they still enclose its words,
 * by its words in its block, by its words and their surroundings anywhere in the chapter, by what stands between its
 * surroundings, by similar words. The first that is beyond doubt wins; when all are doubtful, they are weighed against each other.
 * @returns null when the passage is gone: the thread is then shown as detached, with its quote.
 */
export function resolveAnchor(doc: Node, anchor: Anchor, live?: LiveText): Resolved | null {
  const map = textMapOf(doc);
  const hint = live ? relativeCandidate(map, anchor, live) : null;
  let found = hint && map.text.slice(hint.start, hint.end) === anchor.quote.exact ? hint : null;
  if (!found) {
    const place = enclosed(map, anchor);
    let exact = exactCandidates(map, anchor);
    // Its likes elsewhere are not it.
    if (place) exact = exact.filter(({ start, end }) => start >= place.start && end <= place.end);
    found = surelyRight(map, anchor, exact) ?? place;
    found ??= best(map, anchor, [...(hint ? [hint] : []), ...exact, ...fuzzyCandidates(map, anchor)]);
  }
  const from = found && positionAt(map, found.start, 1);
  const to = found && positionAt(map, found.end, -1);
  return found && from != null && to != null && from < to ? { from, to, by: found.by } : null;
}

/**
 * The anchor written anew for where its passage is now, so that the next resolution starts from fresh selectors. The
 * words of the quote follow the text only when `resolved` is beyond doubt: they are what the comment was about.
 */
export function refreshAnchor(doc: Node, anchor: Anchor, resolved: Resolved, live?: LiveText): Anchor {
  const fresh = createAnchor(doc, resolved.from, resolved.to, live);
  if (!fresh) return anchor;
  const map = textMapOf(doc);
  const place = { start: offsetAt(map, resolved.from), end: offsetAt(map, resolved.to), by: resolved.by };
  const sure = surelyRight(map, anchor, exactCandidates(map, anchor))?.start === place.start;
  if (!sure && score(map, anchor, place) < 0.75) return { ...anchor, relative: fresh.relative };
  // A split changes no word: it may be undone, or the paragraph moved, before this is written down again.
  const same = fresh.quote.exact.replaceAll(BREAK, '') === anchor.quote.exact;
  return same ? { ...fresh, quote: { ...fresh.quote, exact: anchor.quote.exact } } : fresh;
}
