import * as Y from 'yjs';
import { type Child, copyIn, piecesIn } from './note-pieces.ts';
import { copyOf } from './texts-in.ts';

/** So many letters two people do not have in common by chance. */
const LEAST = 4;

/** What two have put into one paragraph at the same moment, each with a copy of what stood behind it. */
export interface TwoNotes {
  mine: Child[];
  theirs: Child[];
}

/** Whether there was nothing to copy: they were put behind the last letter. */
function isAtEnd(children: readonly Child[]): boolean {
  const { id, right } = children.at(-1)!._item!;
  const isText = right?.content instanceof Y.ContentType && right.content.type instanceof Y.XmlText;
  return copyIn(piecesIn(children)) === '' && !(isText && right.id.client === id.client);
}

/**
 * Which of the two is to be shortened: the longer copy, which begins further up; of two that were put at the same place the one
 * that stands first.
 */
function goesFurther({ mine, theirs }: TwoNotes): boolean {
  const [own, other] = [copyIn(piecesIn(mine)), copyIn(piecesIn(theirs))];
  const isEnd = isAtEnd(theirs) || other.trim().length >= LEAST;
  if (!isEnd || !own.endsWith(other)) return false;
  return own.length > other.length || theirs[0]!.prevSibling === (mine.at(-1) as unknown);
}

/** Whether whoever put notes in had seen the other's: to Yjs theirs stand before these, or behind. */
function haveSeen(notes: readonly Child[], others: readonly Child[]): boolean {
  const isOther = (id: Y.ID | null) => !!id && others.some(({ _item: item }) => Y.compareIDs(item!.id, id));
  return notes.some(({ _item: item }) => isOther(item!.origin) || isOther(item!.rightOrigin));
}

/**
 * Where another has put notes into a text into which one has put some, too, without having seen these.
 * @param isEither whether the other's may be shortened, too: who comes back does all that there is to do
 */
export function twoNotesIn(
  texts: Iterable<Y.XmlText>,
  isMine: (id: Y.ID) => boolean,
  isTheirs: (id: Y.ID) => boolean,
  isEither = false,
): TwoNotes[] {
  return [...new Set(texts)].flatMap((text) => {
    if (text._item!.deleted) return [];
    const [mine, theirs]: [Child[], Child[]] = [[], []];
    let [turns, last] = [0, null as Child[] | null];
    for (let node = text.nextSibling; node; node = node.nextSibling) {
      const id = node._item!.id;
      const side = isMine(id) ? mine : isTheirs(id) ? theirs : null;
      if (!side) return [];
      if (side !== last) turns += 1;
      last = side;
      side.push(node as Child);
    }
    const areNotes = [mine, theirs].every(([first]) => first instanceof Y.XmlElement);
    if (turns !== 2 || !areNotes || haveSeen(mine, theirs) || haveSeen(theirs, mine)) return [];
    const [two, other] = [
      { mine, theirs },
      { mine: theirs, theirs: mine },
    ];
    return [two, ...(isEither ? [other] : [])].filter(goesFurther).slice(0, 1);
  });
}

/** Takes from one's own copy what stands in the other's, which comes behind it, with what was typed in it. */
export function shortenNotes(two: TwoNotes): void {
  const { mine, theirs } = two;
  if ([...mine, ...theirs].some(({ _item: item }) => item!.deleted) || !goesFurther(two)) return;
  const pieces = piecesIn(mine);
  const cut = copyIn(pieces).length - copyIn(piecesIn(theirs)).length;
  // A second note of one's own behind the other's: both stay as they are.
  if (pieces.some(({ at, words }) => !words && at > cut)) return;
  const texts = theirs
    .filter((child) => child instanceof Y.XmlText)
    .map((text) => ({ text, ...copyOf(text) }));
  for (const { at, words, child } of pieces.toReversed()) {
    if (!words) continue;
    const from = words.isCopy ? Math.max(0, cut - at) : at > cut ? 0 : words.letters.length;
    if (from >= words.letters.length) continue;
    let before = cut;
    if (!words.isCopy)
      for (const { text, letters, indices } of texts) {
        if (at > before + letters.length) {
          before += letters.length;
          continue;
        }
        text.insert(indices[at - before]!, words.letters);
        break;
      }
    (child as Y.XmlText).delete(words.index + from, words.letters.length - from);
  }
  const block = theirs[0]!.parent as Y.XmlElement;
  const indexOf = (child: Child) => block.toArray().indexOf(child);
  for (const child of mine) if (child instanceof Y.XmlText && !child.length) block.delete(indexOf(child), 1);
  const left = mine.filter(({ _item: item }) => !item!.deleted);
  if (indexOf(left[0]!) < indexOf(theirs[0]!)) return;
  block.insert(
    indexOf(theirs[0]!),
    left.map((child) => child.clone() as Child),
  );
  for (const child of left) block.delete(indexOf(child), 1);
}
