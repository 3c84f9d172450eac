import * as Y from 'yjs';
import { behindNote, type BehindNote, goneFrom } from './gone-letters.ts';
import { besideGone, CUT, type Gone, grewIn, idOf, PLACING, SEEN } from './gone-text.ts';
import { putBack } from './put-back.ts';
import { splitEndsIn } from './split-ends.ts';
import { moveNotes, textsBeforeNotes } from './split-notes.ts';
import { joinHalves } from './split-order.ts';
import { comeIntoCuts, type Cut, moveBehind, takeOutEmpty } from './split-text.ts';
import { standAlone } from './stand-alone.ts';
import { newNodes, takeOutReplayed } from './twin-blocks.ts';
import { shortenNotes, twoNotesIn } from './two-notes.ts';
import { takeOutReplayedWords } from './twin-words.ts';

/** What was removed here at once, while the server may not have heard of it. */
interface Removal {
  /** All that went with it: others may have put texts into it that did not exist here. */
  nodes: ReadonlySet<unknown>;
  grew: (text: Y.XmlText) => boolean;
  /** Which letters went: what stood there for whoever removed it. */
  went: Deleted;
  /** Which had been taken out here before, as the end of a paragraph that was split, while the server had not heard of it. */
  cut: Deleted;
  /** Up to which clock of each client whoever removed it had letters. */
  known: ReadonlyMap<number, number>;
  /** The how many-th it is. */
  number: number;
}

/** A text that went with a removal, or came into what had gone. */
interface Removed {
  text: Y.XmlText;
  block: string | undefined;
  removal: Removal;
  behind?: BehindNote;
}

const newTexts = (transaction: Y.Transaction) =>
  newNodes(transaction).filter((node): node is Y.XmlText => node instanceof Y.XmlText);

type Deleted = Y.Transaction['deleteSet'];
type Found = Gone & { text: Y.XmlText };

type Node = Y.AbstractType<unknown>;

function removedNodes(transaction: Y.Transaction): Node[] {
  const nodes: Node[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const content = struct instanceof Y.Item ? struct.content : null;
    if (content instanceof Y.ContentType) nodes.push(content.type as Node);
  });
  return nodes;
}

const textsAmong = (nodes: readonly unknown[]) => nodes.filter((node) => node instanceof Y.XmlText);

/**
 * Keeps others' words when somebody who was away has reshaped, joined or removed the paragraph that they are in: whoever
 * comes back finds them in a text that is gone, and knows exactly which. Their authors, who may have left long ago, could
 * not (docs/adr/0013-what-goes-down-with-a-paragraph.md). They are put where the text went on, or stand as a paragraph
 * where it stood; at once, so that they go to the server with the removal.
 */
export class UnseenWords {
  readonly #ydoc: Y.Doc;
  readonly #server: unknown;
  readonly #inStep: () => boolean;
  readonly #mayWrite: () => boolean;
  #pending: Removal[] = [];
  #removed: Removed[] = [];
  #removals = 0;
  /** All that was deleted here while the server may not have heard of it. */
  #cuts: { went: Deleted; grew: Removal['grew']; from: number; number: number }[] = [];
  /** The ends of paragraphs among it. */
  #ends: (Cut & { end: Y.XmlText; number: number })[] = [];
  /** Behind which texts notes or line breaks were put here, while the server had not heard of it. */
  #noted: { text: Y.XmlText; number: number }[] = [];
  /** Texts in which words stand that found no other place: what comes to them later belongs there. */
  readonly #standing = new Set<Y.XmlText>();

  /**
   * @param server the origin of transactions with what comes from the server
   * @param inStep whether all that the server had has arrived; while it has, authors see to their own words
   */
  constructor(ydoc: Y.Doc, server: unknown, inStep: () => boolean, mayWrite = () => true) {
    this.#ydoc = ydoc;
    this.#server = server;
    this.#inStep = inStep;
    this.#mayWrite = mayWrite;
    PLACING.add(this);
    ydoc.on('afterTransaction', (transaction) => this.#look(transaction));
  }

  /** How many times something has been removed here. */
  get removals(): number {
    return this.#removals;
  }

  /** The server knows of so many. */
  acknowledged(removals: number): void {
    this.#cuts = this.#cuts.filter(({ number }) => number > removals);
    this.#ends = this.#ends.filter(({ number }) => number > removals);
    this.#noted = this.#noted.filter(({ number }) => number > removals);
    if (!this.#pending.length) return;
    this.#pending = this.#pending.filter(({ number }) => number > removals);
    this.#removed = this.#removed.filter(({ removal }) => removal.number > removals);
  }

  /**
   * Takes in what was written in an earlier visit. What is in a text that it removes, and not named by it, its author had
   * not seen. One transaction, so that removal and words go to the server in one message.
   */
  replay(updates: readonly Uint8Array[], origin: unknown): void {
    const { ds: named } = Y.decodeUpdate(Y.mergeUpdates([...updates]));
    this.#ydoc.transact((transaction) => {
      for (const update of updates) Y.applyUpdate(this.#ydoc, update);
      takeOutReplayed(transaction);
      takeOutReplayedWords(transaction);
      // In order, which it is by itself only once the transaction is over.
      const deleted = Y.mergeDeleteSets([transaction.deleteSet]);
      const freshness = (id: Y.ID) => (Y.isDeleted(deleted, id) ? (Y.isDeleted(named, id) ? SEEN : 0) : null);
      const grew = grewIn(transaction);
      this.#place(
        textsAmong(removedNodes(transaction)).map((text) => {
          return {
            text,
            block: idOf(text.parent),
            grew,
            beside: besideGone(text),
            ...goneFrom(text, freshness),
          };
        }),
      );
    }, origin);
  }

  #look(transaction: Y.Transaction): void {
    if (transaction.origin === this.#server) this.#arrived(transaction);
    else this.#remember(transaction);
  }

  #remember(transaction: Y.Transaction): void {
    const { deleteSet: went, afterState: known } = transaction;
    const noted = textsBeforeNotes(transaction);
    if (!went.clients.size && !noted.length) return;
    const nodes = removedNodes(transaction);
    const number = (this.#removals += 1);
    this.#noted.push(...noted.map((text) => ({ text, number })));
    if (!went.clients.size) return;
    const grew = grewIn(transaction, known);
    const from = transaction.beforeState.get(this.#ydoc.clientID) ?? 0;
    this.#cuts.push({ went, grew, from, number });
    for (const { whole, end, cut: letters } of splitEndsIn(transaction))
      this.#ends.push({ whole, end, letters: letters.map(([, id]) => id), from, number });
    if (!nodes.length) return;
    const cut = Y.mergeDeleteSets(this.#cuts.map(({ went: before }) => before));
    const removal = { nodes: new Set(nodes), grew, went, cut, known, number };
    this.#pending.push(removal);
    nodes.forEach(keep);
    for (const text of textsAmong(nodes)) this.#removed.push({ text, block: idOf(text.parent), removal });
  }

  #arrived(transaction: Y.Transaction): void {
    if (this.#inStep()) return;
    const { beforeState } = transaction;
    const isNew = ({ client, clock }: Y.ID) => clock >= (beforeState.get(client) ?? 0);
    this.#shortenNotes(transaction);
    this.#moveBehind(isNew);
    if (!this.#pending.length) return;
    this.#cameIntoGone(newTexts(transaction));
    // One act may have gone on in what another wrote, as long as the server has heard of neither.
    const grew = (text: Y.XmlText) =>
      this.#standing.has(text) || this.#pending.some((removal) => removal.grew(text));
    const nearby = (text: Y.XmlText) =>
      grew(text) || this.#cuts.some((cut) => cut.grew(text)) || this.#isPastedInto(text);
    this.#place(
      this.#removed.map(({ text, block, removal: { went, cut, known }, behind }) => {
        // The next letters stand beside the new ones.
        for (let item = text._start; item; item = item.right) if (isNew(item.id)) item.keep = true;
        const freshness = (id: Y.ID) => {
          if (isNew(id)) return 0;
          // What came after the removal has been placed by now, or was its author's to answer while they were in step.
          const { client, clock } = id;
          if (Y.isDeleted(went, id) || clock >= (known.get(client) ?? 0)) return SEEN;
          return Y.isDeleted(cut, id) ? CUT : null;
        };
        const gone = goneFrom(text, freshness, behind);
        return { text, block, grew, nearby, beside: besideGone(text), ...gone };
      }),
    );
  }

  /** Whether something was written into a text here since something was first taken out: that very thing, perhaps. */
  #isPastedInto(text: Y.XmlText): boolean {
    const from = this.#cuts[0]?.from ?? Infinity;
    for (let item = text._start; item; item = item.right) {
      const { client, clock } = item.lastId;
      if (!item.deleted && client === this.#ydoc.clientID && clock >= from) return true;
    }
    return false;
  }

  /** Where another has put notes into a paragraph, too, the longer of the two copies of its end is shortened. */
  #shortenNotes(transaction: Y.Transaction): void {
    if (!this.#noted.length || !this.#mayWrite()) return;
    const own = this.#ydoc.clientID;
    const { beforeState } = transaction;
    const isTheirs = ({ client, clock }: Y.ID) => client !== own && clock >= (beforeState.get(client) ?? 0);
    const isMine = ({ client }: Y.ID) => client === own;
    const notes = twoNotesIn(
      this.#noted.map(({ text }) => text),
      isMine,
      isTheirs,
      true,
    );
    if (notes.length) this.#ydoc.transact(() => notes.forEach(shortenNotes), this);
  }

  /** What has come into the ends of paragraphs that were cut off here, and the notes among it, go where these have gone. */
  #moveBehind(isNew: (id: Y.ID) => boolean): void {
    if (!this.#ends.length || !this.#mayWrite()) return;
    const own = this.#ydoc.clientID;
    const from = Math.min(...this.#ends.map((end) => end.from));
    const isTheirs = (id: Y.ID) => id.client !== own && isNew(id);
    const isOwn = ({ client, clock }: Y.ID) => client === own && clock >= from;
    this.#ydoc.transact(() => joinHalves(this.#ends, isTheirs, isOwn), this);
    const splits = comeIntoCuts(this.#ends, own, isNew);
    const notes = splits.map((split) => ({ ...split, isWhole: true, isMeant: isTheirs }));
    moveNotes(notes, this.#ydoc, this);
    const left = splits.filter(({ runs }) => runs.length);
    if (left.length) this.#ydoc.transact(() => takeOutEmpty(moveBehind(left, this.#ydoc, this)), this);
  }

  /** New items of a list that is gone, rows of a table, notes, what stands behind a line break: texts of their own. */
  #cameIntoGone(texts: Iterable<Y.XmlText>): void {
    const removals = new Map(
      this.#pending.flatMap((removal) => [...removal.nodes].map((node) => [node, removal] as const)),
    );
    for (const text of texts) {
      let node = text as unknown as Node | null;
      while (node && !removals.has(node)) node = node.parent;
      const removal = node && removals.get(node);
      if (!removal) continue;
      keep(text as unknown as Node);
      const behind = behindNote(text);
      // Its words have no place among those that were seen here, unless it came behind a note.
      const block = behind ? idOf(text.parent) : undefined;
      this.#removed.push({ text, block, removal, ...(behind && { behind }) });
    }
  }

  #place(found: readonly Found[]): void {
    const gone = found.filter(({ fresh }) => fresh.includes(0));
    if (!gone.length || !this.#mayWrite()) return;
    this.#ydoc.transact(() => {
      for (const each of putBack(gone, this.#ydoc, this)) {
        const text = standAlone(each, this.#ydoc);
        if (text) this.#standing.add(text);
      }
    }, this);
  }
}

/** Yjs forgets what a removed node held unless an undo manager or somebody else keeps it; something may come to it yet. */
function keep(node: Node): void {
  for (let item = node._start; item; item = item.right) item.keep = true;
  let item: Y.Item | null | undefined = node._item;
  for (; item; item = (item.parent as Y.AbstractType<unknown> | null)?._item) item.keep = true;
}
