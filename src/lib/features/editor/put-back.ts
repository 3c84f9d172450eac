import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { alignCopy, runsIn } from './copied-place.ts';
import { asSeen, BESIDE, type Run, viewsOf } from './as-seen.ts';
import { CUT, freshOf, type Gone, idOf, SEEN } from './gone-text.ts';
import { isWithin, missingIn, sharesWith } from './missing-letters.ts';
import { isInNote, lettersOf, textsIn } from './texts-in.ts';

/** So many letters, or more, are looked for in the whole chapter. */
const FOUND_BY = 4;
/** So many are enough in their own block. */
const CLOSE = 5;

/** A text of the chapter as it is now. */
interface Text {
  text: Y.XmlText;
  letters: string;
  block: string | undefined;
}

/** Runs of words, and in which text each of them is missing; none where nobody can say. */
type Found = { text: Y.XmlText | null; run: Run }[];

const allIn = (text: Y.XmlText, runs: readonly Run[]): Found => runs.map((run) => ({ text, run }));

/** Where a removed text went on, and what of it is missing there; null when it is nowhere. */
function findAgain(gone: Gone, texts: readonly Text[]): Found | null {
  const own = texts.filter(({ block }) => gone.block && block === gone.block);
  // Whoever joins or reshapes writes the copy at once: no other text has to do with it.
  const grown = texts.filter(({ text }) => gone.grew(text));
  const near = texts.filter(
    (each) => grown.includes(each) || own.includes(each) || gone.nearby?.(each.text) === true,
  );
  const besides = new Set(gone.beside.flatMap(textsIn));
  return (
    inCopy(gone, texts) ??
    aloneIn(gone, grown) ??
    (isInCut(gone) ? (besideAmong(near, gone) ?? besideAmong(near, gone, BESIDE, true)) : null) ??
    inOwn(gone, own) ??
    besideAmong(near, gone) ??
    // Their paragraph was one of two with the same words.
    besideAmong(
      texts.filter(({ text }) => besides.has(text)),
      gone,
    ) ??
    // Somebody else has written near them, too.
    besideAmong(own, gone, CLOSE) ??
    amongOthers(gone, near) ??
    anyway(own, near, gone)
  );
}

/** Whether words were written into what had been cut off before: that may be the end of the text, which went on elsewhere. */
function isInCut({ fresh }: Gone): boolean {
  let last = SEEN;
  return fresh.some((clock) => {
    if (clock < 0) last = clock;
    return clock >= 0 && last === CUT;
  });
}

/** In the one block of its name, which holds what whoever removed it had seen. */
function inOwn(gone: Gone, own: readonly Text[]): Found | null {
  for (const { seen, runs, isCut } of own.length ? viewsOf(gone) : []) {
    // What lacks letters of one's own ends where they stood, or a word that was corrected would be there twice.
    const has = ({ letters }: Text) =>
      isCut ? letters === seen || (seen !== '' && letters.endsWith(seen)) : letters.includes(seen);
    const [first, second] = own.filter(has);
    if (!first || second) continue;
    const start = isCut ? first.letters.length - seen.length : first.letters.indexOf(seen);
    return allIn(
      first.text,
      runs.map(({ words, at }) => ({ words, at: start + at })),
    );
  }
  return null;
}

/** In the one text in which all that its remover had seen stands in its order, with words of others among it. */
function amongOthers(gone: Gone, near: readonly Text[]): Found | null {
  for (const { seen, runs, isSeen } of near.length ? viewsOf(gone) : []) {
    if (seen.length < FOUND_BY) continue;
    const typed = [...seen].map((letter, at) => (isSeen[at] ? letter : '\0')).join('');
    const has = ({ letters }: Text) =>
      typed.split('\0').every((words) => letters.includes(words)) && isWithin(seen, letters);
    const [first, second] = near.filter(has);
    if (!first) continue;
    const later = runs.map((run) => ({ ...run, isOthers: false }));
    const places = second ? null : missingIn(first.letters, { letters: seen, later });
    // The same words, corrected, may follow there.
    const isCorrected = ({ words, at }: Run) =>
      sharesWith(words, [first.letters.slice(at, at + words.length + BESIDE)], FOUND_BY);
    return places?.some(isCorrected) ? null : places && allIn(first.text, places);
  }
  return null;
}

/** In the copy that came with the change which removed them; others' words may be missing there, too. */
function inCopy(gone: Gone, texts: readonly Text[]): Found | null {
  if (!gone.known) return null;
  const came = runsIn(
    texts.map(({ text }) => text),
    gone.known,
  ).sort((one, two) => two.letters.length - one.letters.length);
  // What stood behind a note may be short, and the copy of what stood before it is no copy of that.
  for (const { seen, runs } of viewsOf(gone)) {
    const [only, other] = came.filter(({ text, letters }) => letters === seen && text.length === seen.length);
    if (only && !other) return allIn(only.text, runs);
  }
  const [copy, ...others] = came;
  if (!copy || copy.letters === others[0]?.letters) return null;
  let [best, fewest] = [null as Found | null, Infinity];
  for (const { seen, runs, isSeen } of viewsOf(gone)) {
    // A letter or two are a copy if they are all that whoever removed the text had seen of it.
    if (copy.letters !== seen && copy.letters.length < Math.max(FOUND_BY, seen.length / 2)) continue;
    const places = alignCopy(seen, copy.letters);
    const lacks = (at: number) => places![at] === places![at + 1];
    if (!places || isSeen.some((own, at) => own && lacks(at))) continue;
    // Their neighbours may have gone on in another part of it, which somebody has cut off since.
    const isCutOff = ({ at }: Run) => {
      const before = seen.slice(Math.max(0, at - FOUND_BY), at);
      const stands = ({ letters }: { letters: string }) => letters.includes(before);
      return before.length === FOUND_BY && lacks(at - 1) && others.some(stands) && !stands(copy);
    };
    if (runs.some(isCutOff)) return null;
    // Which of two spaces is theirs? The one without which the fewest pieces are missing.
    const pieces = isSeen.filter((_, at) => lacks(at) && (at === 0 || !lacks(at - 1))).length;
    if (pieces >= fewest) continue;
    fewest = pieces;
    best = allIn(
      copy.text,
      runs.map(({ words, at }) => ({ words, at: copy.at + places[at]! })),
    );
  }
  return best;
}

/**
 * Whoever removed the paragraph, or came back with its removal, may have seen to the words: they stand alone, just as they
 * were at some moment, or the last of them do.
 */
function aloneIn(gone: Gone, grown: readonly Text[]): Found | null {
  const letters = freshOf(gone);
  if (!letters.trim() || !grown.length) return null;
  const places = [...gone.fresh.keys()].filter((at) => gone.fresh[at]! >= 0);
  const fresh = places.map((at) => gone.fresh[at]!);
  // Whoever came back has them now, though they had not seen them; the other notes, which may say the same, are copies.
  const words: Gone = { ...gone, letters, fresh, isUnseen: false };
  const among = gone.isUnseen ? grown.filter(({ text }) => !isInNote(text)) : grown;
  const isEnd = (end: string, all: string) => end.length >= FOUND_BY && all.endsWith(end);
  for (const stands of [(end: string, all: string) => end === all, isEnd]) {
    for (const { seen, runs } of viewsOf(words)) {
      const text = among.find((each) => each.letters.trim() && stands(each.letters, seen));
      // Into what was removed with the paragraph nothing comes back.
      const before = seen.length - (text?.letters.length ?? 0);
      if (text)
        return runs.map((run) => ({
          text: run.at < before ? null : text.text,
          run: { ...run, at: run.at - before, letters: run.letters!.map((at) => places[at]!) },
        }));
    }
  }
  return null;
}

/**
 * Each between the same letters, wherever these stand now: part of the text went on here, part of it there.
 * @param beside so many of them are asked for
 * @param isPartly whether some may have no place: with what they stood in somebody has removed them
 */
function besideAmong(texts: readonly Text[], gone: Gone, beside = BESIDE, isPartly = false): Found | null {
  if (!texts.length) return null;
  const begins = (words: string) => texts.some(({ letters }) => beginning(letters, words) >= 0);
  for (const { seen, runs, own } of viewsOf(gone, CUT, beside)) {
    if (!own.every((words) => placesBehind(words, texts).length)) continue;
    const places = runs.map(({ words, at }) => {
      const [before, next] = [seen.slice(Math.max(0, at - beside), at), seen.slice(at, at + beside)];
      if (before.length + next.length < beside) return null;
      // Whatever follows there instead may be the same words, corrected; what followed may begin another text now.
      const isThere = ({ text, at: place }: { text: Text; at: number }) => {
        const rest = text.letters.slice(place);
        if (next && rest.startsWith(next)) return true;
        return rest === next || (at >= beside && next.startsWith(rest) && begins(next.slice(rest.length)));
      };
      let behind = placesBehind(before, texts);
      // Something was put in between the last of these and the others.
      if (!behind.length && next.length >= BESIDE)
        behind = placesBehind(before.slice(-FOUND_BY), texts).filter(isThere);
      // A few letters are not enough to say that what follows there is something else.
      const [place, other] = at < BESIDE || beside === CLOSE ? behind.filter(isThere) : behind;
      if (!place || other || !isThere(place)) return null;
      return { text: place.text.text, run: { words, at: place.at } };
    });
    if (places.every((place) => place !== null)) return places;
    if (isPartly && places.some((place) => place !== null))
      return places.map((place, at) => place ?? { text: null, run: runs[at]! });
  }
  return null;
}

/**
 * Long words that nothing like them stands near: behind the letters that they were behind, whatever follows there now,
 * or at the end of their block. None at all, when all of the text stands there, though others have written in it.
 */
function anyway(own: readonly Text[], near: readonly Text[], gone: Gone): Found | null {
  if (freshOf(gone).trim().length < BESIDE) return null;
  if (own.some(({ letters }) => isWithin(gone.letters, letters))) return [];
  const without = asSeen(gone, 0).seen.length;
  const standing = near.map(({ letters }) => letters);
  for (const view of viewsOf(gone)) {
    // A letter or two that stand there are somebody else's.
    const known = view.seen.length - without;
    if (known > 0 && known < FOUND_BY) continue;
    if (!view.own.every((words) => placesBehind(words, near).length)) continue;
    if (view.runs.some(({ words }) => words.length < BESIDE || sharesWith(words, standing, BESIDE))) continue;
    const places = view.runs.map(({ words, at }) => {
      const before = view.seen.slice(Math.max(0, at - BESIDE), at);
      const [place, other] = before.length < BESIDE ? [] : placesBehind(before, near);
      if (place && !other) return { text: place.text.text, run: { words, at: place.at } };
      const [first, second] = own;
      return first && !second ? { text: first.text, run: { words, at: first.letters.length } } : null;
    });
    if (places.every((place) => place !== null)) return places;
  }
  return null;
}

/** With how many letters a text begins with some words, or with all but the space before these: it was split there; -1 if it does not. */
function beginning(letters: string, words: string): number {
  if (letters.startsWith(words)) return words.length;
  return words[0] === ' ' && words[1] && letters.startsWith(words.slice(1)) ? words.length - 1 : -1;
}

/** Every place behind some letters, or before all of them; when there is none, behind the last of them at the beginning of a text, if the others end one. */
function placesBehind(before: string, texts: readonly Text[]): { text: Text; at: number }[] {
  if (!before) return texts.map((text) => ({ text, at: 0 }));
  const places: { text: Text; at: number }[] = [];
  for (const text of texts) {
    let at = text.letters.indexOf(before);
    for (; at >= 0; at = text.letters.indexOf(before, at + 1)) places.push({ text, at: at + before.length });
  }
  for (let cut = 1; !places.length && cut < before.length; cut += 1) {
    if (!texts.some(({ letters }) => letters.endsWith(before.slice(0, cut)))) continue;
    for (const text of texts) {
      const at = beginning(text.letters, before.slice(cut));
      if (at >= 0) places.push({ text, at });
    }
  }
  return places;
}

/** What of a text is to go somewhere and has no place. */
function withoutPlace<T extends Gone>(gone: T, found: Found | null): T | null {
  if (!found) return gone;
  const letters = new Set(found.flatMap(({ text, run }) => (text ? [] : run.letters!)));
  const fresh = gone.fresh.map((clock, at) => (clock < 0 || letters.has(at) ? clock : SEEN));
  return letters.size ? { ...gone, fresh } : null;
}

/**
 * Puts words back where the texts that they were written in went on.
 * @param origin of the transaction that does.
 * @returns those of which nobody can say where they belong.
 */
export function putBack<T extends Gone>(gone: readonly T[], ydoc: Y.Doc, origin: unknown): T[] {
  const texts = textsIn(ydoc.getXmlFragment(FRAGMENT)).map((text): Text => ({
    text,
    letters: lettersOf(text),
    block: idOf(text.parent),
  }));
  const found = gone.map((each) => findAgain(each, texts));
  ydoc.transact(() => {
    // From the end, so that the places stay true.
    for (const place of found)
      for (const { text, run } of place?.toReversed() ?? []) text?.insert(run.at, run.words);
  }, origin);
  return gone.flatMap((each, at) => withoutPlace(each, found[at]!) ?? []);
}
