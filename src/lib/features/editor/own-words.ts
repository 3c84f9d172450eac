import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { besideGone, freshOf, type Gone, grewIn, idOf, PLACING, SEEN } from './gone-text.ts';
import { leftoverIn } from './leftover.ts';
import { partedIn, putBefore } from './join-text.ts';
import { movedEnd } from './moved-end.ts';
import { NewNotes, tellUnseen } from './new-notes.ts';
import { putBack } from './put-back.ts';
import { standAlone } from './stand-alone.ts';
import { lettersIn, type SplitEnd, splitEndsIn } from './split-ends.ts';
import { isNoteSeen, moveNotes, notesLeftIn, textsBeforeNotes } from './split-notes.ts';
import { writtenBetween } from './split-order.ts';
import { moveBehind, splitsIn, takeOutEmpty } from './split-text.ts';
import { isInNote } from './texts-in.ts';
import { arrivedIn, SETTLED_MS } from './twin-blocks.ts';
import { shortenNotes, twoNotesIn } from './two-notes.ts';
import { shorten, twoEndsAmong } from './two-splits.ts';

/** Of so many of one's own last acts another may not know yet. */
const MOST = 50;
/** Of so many ends of paragraphs, too, whoever cut them off. */
const MOST_ENDS = 10;
/** So long after the server has words they may not have reached somebody else's screen. */
const ON_THEIR_WAY_MS = 10_000;
/** So long after that hardly anybody has seen them who has just selected the paragraph, and replaces it. */
const NEW_MS = 3_000;
/** So long after that somebody may have pressed a key whose screen it had not reached. */
const ON_ITS_WAY_MS = 500;
/** So long after that hardly anybody has seen them who has just pressed a key. */
const JUST_MS = 1_500;

/**
 * Takes words that found no place.
 * @param still which of them stand nowhere some moments later: somebody else may have had them, and put them back.
 */
type Lost = (words: string, still: Promise<string>) => void;

/** A text that is gone, and whether it had been emptied before. */
type GoneText = Gone & { text: Y.XmlText; wasEmptied: boolean };

const parentOf = ({ parent }: Y.Item) => (parent as Y.AbstractType<unknown>)._item;

/** Words as an edit that stands alone, to be kept where edits are kept. */
export function editOf(words: string): Uint8Array {
  const ydoc = new Y.Doc();
  const paragraphs = words.split('\n').map((each) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(each)]);
    return paragraph;
  });
  ydoc.getXmlFragment(FRAGMENT).insert(0, paragraphs);
  return Y.encodeStateAsUpdate(ydoc);
}

/**
 * Keeps one's own words when somebody else reshapes, joins or removes the paragraph they are being written in before
 * having seen them. To Yjs a paragraph that becomes a heading or an item of a list is one that goes and one that comes,
 * with the words its author could see; the others would be gone, as if they had never been written. They are put back
 * where the text went on, as an edit of their author's; what finds no place is handed over. Where somebody presses Enter
 * before them, they move along with the end of the paragraph (split-text.ts); what is in such an end by way of copying is
 * its author's as long as it goes down with the paragraph (split-ends.ts). Whoever comes back from being away keeps others' words, of whatever age, by themselves (unseen-words.ts).
 */
export class OwnWords {
  /** They are just being put back. */
  placing = false;
  /** The blocks that they stood in, by their ids. */
  from: ReadonlySet<unknown> = new Set();
  /** They are about to be, as soon as whatever arrives at once has arrived. */
  waiting = false;
  readonly #ydoc: Y.Doc;
  readonly #server: unknown;
  readonly #lost: Lost;
  readonly #mayWrite: () => boolean;
  /** Which of one's own letters were put in as others were taken out: a copy of these, most of all. */
  #copied: (readonly [from: number, to: number])[] = [];
  /** What Enter has lately cut off, here and elsewhere. */
  #ends: SplitEnd[] = [];
  /** In which blocks ends of paragraphs stand behind what one has lately pasted into these. */
  #pasted: Y.XmlElement[] = [];
  /** Behind which texts one has lately put notes or line breaks. */
  #noted: Y.XmlText[] = [];
  readonly #newNotes = new NewNotes();
  /** From which clock nobody else can have one's own letters. */
  #sent = 0;
  /** Up to which clock the server had one's own letters, and since when; the earliest of the last moments first. */
  #stored: { clock: number; since: number }[] = [];

  /** @param server the origin of transactions with what comes from the server. */
  constructor(ydoc: Y.Doc, server: unknown, lost: Lost, mayWrite = () => true) {
    this.#ydoc = ydoc;
    this.#server = server;
    this.#lost = lost;
    this.#mayWrite = mayWrite;
    PLACING.add(this);
    ydoc.on('afterTransaction', (transaction) => this.#look(transaction));
  }

  /** Yjs' count of what has been written here. */
  get clock(): number {
    return Y.getState(this.#ydoc.store, this.#ydoc.clientID);
  }

  /** Up to which clock the server has it. */
  get storedClock(): number {
    return this.#stored.at(-1)?.clock ?? 0;
  }

  /** What has been written is on its way to the server. */
  sent(): void {
    this.#sent = this.clock;
  }

  /** The server has what was written up to a clock. */
  stored(clock: number): void {
    this.#stored.push({ clock, since: performance.now() });
    this.#seenByAll();
  }

  /** Whether one's own letter of that clock is one of the last, which others may not have seen when they acted. */
  isNew = (clock: number, within = NEW_MS): boolean => {
    const before = performance.now() - within;
    return clock >= (this.#stored.findLast(({ since }) => since <= before)?.clock ?? 0);
  };

  /** The clock below which everybody has one's own letters. */
  #seenByAll(): number {
    const long = performance.now() - ON_THEIR_WAY_MS;
    const last = this.#stored.findLastIndex(({ since }) => since <= long);
    if (last > 0) this.#stored.splice(0, last);
    return last < 0 ? 0 : this.#stored[0]!.clock;
  }

  #look(transaction: Y.Transaction): void {
    const { deleteSet, origin, beforeState, afterState } = transaction;
    const own = this.#ydoc.clientID;
    if (origin !== this.#server) {
      this.#newNotes.remember(transaction);
      this.#noted = [...this.#noted, ...textsBeforeNotes(transaction)].slice(-MOST_ENDS);
    } else {
      this.#notesLeft(transaction);
      this.#twoEnds(transaction);
    }
    if (!deleteSet.clients.size) return;
    const cutOff = splitEndsIn(transaction);
    this.#ends = [...this.#ends, ...cutOff].slice(-MOST_ENDS);
    if (origin !== this.#server) {
      this.#keepPasted(transaction);
      this.#copied = [...this.#copied, [beforeState.get(own) ?? 0, afterState.get(own) ?? 0] as const].slice(
        -MOST,
      );
      return;
    }
    const since = this.#seenByAll();
    const isOwn = ({ client, clock }: Y.ID) => client === own && clock >= since;
    const isNew = ({ client, clock }: Y.ID) => client !== own && clock >= (beforeState.get(client) ?? 0);
    const order = writtenBetween(cutOff, isOwn, isNew);
    if (order) this.#next(() => this.#place(order.blocks, () => this.#ydoc.transact(order.move, this)));
    const splits = splitsIn(transaction, since);
    if (splits.length) {
      const from = new Set(splits.map(({ text }) => idOf(text.parent)));
      this.#next(() => this.#place(from, () => this.#emptyLater(moveBehind(splits, this.#ydoc, this))));
    }
    const isTyped = (clock: number) =>
      clock >= since && !this.#copied.some(([from, to]) => clock >= from && clock < to);
    const parted = partedIn(transaction, isTyped);
    if (parted.length) {
      const from = new Set(parted.map(({ text }) => idOf(text.parent)));
      this.#next(() => this.#place(from, () => putBefore(parted, this.#ydoc, this)));
    }
    const isGone = ({ id }: Y.Item) => Y.isDeleted(deleteSet, id);
    if (deleteSet.clients.has(own)) this.#writtenOver(transaction, since);
    const ends = this.#ends
      .filter(({ whole, end }) => isGone(whole._item!) && isGone(end._item!))
      // What has seen the note goes on on both sides of it.
      .filter(({ end, isNote }) => !isNote || !isNoteSeen(end, transaction))
      .toReversed();
    if (!deleteSet.clients.has(own) && !ends.length) return;
    const grew = grewIn(transaction);
    const gone: GoneText[] = [];
    const older: string[] = [];
    Y.iterateDeletedStructs(transaction, deleteSet, (struct) => {
      const content = struct instanceof Y.Item ? struct.content : null;
      if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlText)) return;
      const { type } = content;
      // With what it was cut off.
      if (ends.some(({ end }) => end === type)) return;
      const text: GoneText = {
        text: type,
        wasEmptied: false,
        letters: '',
        fresh: [],
        block: idOf(type.parent),
        grew,
        beside: besideGone(type),
        sent: this.#sent,
        known: transaction.beforeState,
      };
      const copied = this.#copiedInto(type);
      const cameAlong = this.#cameWith([type, ...ends.map(({ whole }) => whole)], isGone);
      for (const [letter, { client, clock }] of lettersIn(type, isGone, ends)) {
        const isFresh = client === own && clock >= since && !copied.has(clock) && !cameAlong(clock);
        text.letters += letter;
        text.fresh.push(isFresh ? clock : SEEN);
      }
      text.isWhole = this.#newNotes.hasAll(type, text.fresh);
      for (let item = type._start; item; item = item.right) text.wasEmptied ||= !isGone(item);
      if (text.fresh.some((clock) => clock >= 0)) gone.push(text);
      else if (isInNote(type)) older.push(text.letters);
    });
    tellUnseen(
      gone.filter(({ isWhole }) => isWhole),
      older,
      this.#ydoc,
    );
    const from = new Set([...gone.map(({ block }) => block), ...ends.map(({ end }) => idOf(end.parent))]);
    if (gone.length) this.#next(() => this.#putBack(gone, from));
  }

  /** The letters of a text with which it was put behind a note of one's own: these were there before. */
  #copiedInto(text: Y.XmlText): Set<number> {
    const isSame = ({ end, isNote }: SplitEnd) => isNote && end === text;
    const ids = this.#ends.filter(isSame).flatMap(({ put }) => put.map(([, id]) => id));
    return new Set(ids.filter(({ client }) => client === this.#ydoc.clientID).map(({ clock }) => clock));
  }

  /** Whether a letter of one's own was put in with one of these texts, and with all that goes down with it, as a copy: who takes that out has seen it. */
  #cameWith(texts: readonly Y.XmlText[], isGone: (item: Y.Item) => boolean): (clock: number) => boolean {
    const roots = texts.map(({ _item: text }) => {
      let root = text!;
      for (let item = parentOf(root); item && isGone(item); item = parentOf(item)) root = item;
      return root.id;
    });
    const own = roots.filter(({ client }) => client === this.#ydoc.clientID);
    const acts = this.#copied.filter(([from, to]) => own.some(({ clock }) => clock >= from && clock < to));
    return (clock) => acts.some(([from, to]) => clock >= from && clock < to);
  }

  #keepPasted(transaction: Y.Transaction): void {
    for (const text of transaction.changed.keys() as Iterable<unknown>) {
      const moved = text instanceof Y.XmlText && !text._item!.deleted && movedEnd(text, transaction);
      if (moved) this.#pasted = [...this.#pasted, moved.copy.parent as Y.XmlElement].slice(-MOST_ENDS);
    }
  }

  /** Ends of one's own that are longer than what somebody else has made of the same paragraph by another split. */
  #twoEnds(transaction: Y.Transaction): void {
    const own = this.#ydoc.clientID;
    const ends = [...this.#ends.map(({ end }) => end.parent), ...this.#pasted].filter(
      (block) => block instanceof Y.XmlElement,
    );
    const mine = new Set(ends.filter(({ _item: item }) => item!.id.client === own));
    if (!mine.size) return;
    const theirs = [...arrivedIn(transaction).values()].filter(({ _item: item }) => item!.id.client !== own);
    const two = twoEndsAmong(mine, theirs).filter(({ longer }) => mine.has(longer));
    const names = new Set(two.map(({ longer }) => idOf(longer)));
    if (two.length)
      this.#next(() => this.#place(names, () => two.forEach((each) => shorten(each, this.#ydoc, this))));
  }

  /** Notes of one's own behind a text that somebody else has split. */
  #notesLeft(transaction: Y.Transaction): void {
    if (!this.#noted.length) return;
    const [own, from] = [this.#ydoc.clientID, this.#seenByAll()];
    const isMeant = ({ client, clock }: Y.ID) => client === own && clock >= from;
    const isJust = (id: Y.ID) => isMeant(id) && this.isNew(id.clock, ON_ITS_WAY_MS);
    const { beforeState } = transaction;
    const isTheirs = ({ client, clock }: Y.ID) => client !== own && clock >= (beforeState.get(client) ?? 0);
    const two = twoNotesIn(this.#noted, isMeant, isTheirs);
    const names = new Set(two.map(({ mine }) => idOf(mine[0]!.parent)));
    if (two.length)
      this.#next(() => this.#place(names, () => this.#ydoc.transact(() => two.forEach(shortenNotes), this)));
    const notes = notesLeftIn(transaction, new Set(this.#noted), isMeant, isJust);
    const blocks = new Set(notes.map(({ text }) => idOf(text.parent)));
    if (notes.length) this.#next(() => this.#place(blocks, () => moveNotes(notes, this.#ydoc, this)));
  }

  /** Of one's own last words that somebody has taken out, or written over, with all of their paragraph they are told: it stands, empty or with other words. */
  #writtenOver(transaction: Y.Transaction, since: number): void {
    const { changed, deleteSet, beforeState: known, doc } = transaction;
    const gone = [...(changed.keys() as Iterable<unknown>)].flatMap((text): Gone[] => {
      if (!(text instanceof Y.XmlText) || text._item!.deleted) return [];
      if (movedEnd(text, transaction)) return [];
      if (text.length && !leftoverIn(text, undefined, transaction, this.isNew)) return [];
      const isGone = ({ id }: Y.Item) => Y.isDeleted(deleteSet, id);
      const letters = [...lettersIn(text, isGone)];
      const isFresh = ({ client, clock }: Y.ID) => client === doc.clientID && clock >= since;
      return [
        {
          letters: letters.map(([letter]) => letter).join(''),
          fresh: letters.map(([, id]) => (isFresh(id) ? id.clock : SEEN)),
          block: idOf(text.parent),
          grew: () => false,
          beside: [],
          known,
        },
      ];
    });
    if (gone.length) this.#next(() => this.#tell(gone));
  }

  /** Of several who move their words out of a block none may find it empty. */
  #emptyLater(blocks: readonly Y.XmlElement[]): void {
    if (!blocks.length) return;
    const takeOut = () => this.#ydoc.transact(() => takeOutEmpty(blocks), this);
    setTimeout(() => this.#mayWrite() && takeOut(), SETTLED_MS);
  }

  /** Not inside of the transaction that removed them, and before anything else is typed. */
  #next(put: () => void): void {
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      put();
    });
  }

  #putBack(gone: readonly GoneText[], from: ReadonlySet<unknown>): void {
    // Whoever empties a paragraph and then takes it out has seen none of what was written in it in between; nor, of a list
    // that they make another of, what somebody has just put into it.
    const own = this.#ydoc.clientID;
    const isJustMade = ({ client, clock }: Y.ID) => client === own && this.isNew(clock, JUST_MS);
    const isAlone = ({ text, wasEmptied, fresh }: GoneText) =>
      (wasEmptied || isJustMade(text._item!.id)) && fresh.every((clock) => clock >= 0 && this.isNew(clock));
    let left: readonly Gone[] = gone;
    this.#place(from, () => {
      // One transaction, so that the caret finds all of them.
      this.#ydoc.transact(() => {
        const lost = putBack(gone, this.#ydoc, this);
        left = lost.filter((each) => !(isAlone(each) && standAlone(each, this.#ydoc)));
      }, this);
    });
    this.#tell(left);
  }

  /** Hands over what found no place. */
  #tell(gone: readonly Gone[]): void {
    const left = gone.filter((each) => freshOf(each).trim());
    if (!left.length) return;
    const words = left.map(freshOf).join('\n');
    // Seldom needed, so it is loaded then.
    const still = import('./stand-again.ts').then(({ stillGone }) => stillGone(left, this.#ydoc));
    this.#lost(
      words,
      still.catch(() => words),
    );
  }

  #place(from: ReadonlySet<unknown>, words: () => void): void {
    if (!this.#mayWrite()) return;
    this.placing = true;
    this.from = from;
    try {
      words();
    } finally {
      this.placing = false;
    }
  }
}
