import * as Y from 'yjs';
import { type WritingSession, WritingSessions } from '#lib/domain/writing-session.ts';
import { blockOf, inOrder, type Words, wordsIn } from './block-words.ts';
import { FRAGMENT } from './fragment.ts';
import type { Removed } from './judge-pieces.ts';
import { RemovedWords } from './removed-words.ts';
import { Spans, type Step } from './spans.ts';

/** An entry of a chapter's log, as the database kept it: who sent it, for whom, when. */
export interface LogEntry {
  seq: number;
  personId: string;
  organizationId: string | null;
  at: Date;
  payload: Uint8Array;
}

/** What is known of a log that was read up to some entry; plain JSON but for the dates. */
export interface Followed {
  spans: Readonly<Record<string, Step[]>>;
  removed: readonly Removed[];
  /** The last sitting of each person and organization. */
  sessions: readonly WritingSession[];
}

const idOf = (item: Y.Item | null): [number, number] | null => item && [item.id.client, item.id.clock];

/** Reads a log entry by entry, with its document, and keeps whose every character is and how much each sitting changed. */
export class LogFollower {
  readonly spans: Spans;
  readonly removed: RemovedWords;
  readonly sessions: WritingSessions;
  readonly #document: Y.Doc;

  /** @param document holds exactly the entries that `before` knows. */
  constructor(document: Y.Doc, before: Followed = { spans: {}, removed: [], sessions: [] }) {
    this.#document = document;
    this.spans = new Spans(before.spans);
    this.removed = new RemovedWords(before.removed);
    this.sessions = new WritingSessions(before.sessions);
  }

  take(entry: LogEntry): void {
    const session = this.sessions.of(entry);
    // Before the document throws away what was deleted.
    const look = (transaction: Y.Transaction) => this.#look(transaction, session);
    this.#document.on('afterTransaction', look);
    Y.applyUpdate(this.#document, entry.payload);
    this.#document.off('afterTransaction', look);
  }

  #look(transaction: Y.Transaction, session: WritingSession): void {
    const { beforeState, afterState, deleteSet, doc } = transaction;
    const isNew = ({ id }: Y.Item) => id.clock >= (beforeState.get(id.client) ?? 0);
    const grown = new Set<Y.AbstractType<unknown>>();
    const shrunk = new Set<Y.AbstractType<unknown>>();
    let added = 0;
    for (const [client, to] of afterState) {
      const from = beforeState.get(client) ?? 0;
      if (to <= from) continue;
      this.spans.grow(client, from, session.firstSeq);
      const structs = doc.store.clients.get(client)!;
      for (let at = Y.findIndexSS(structs, from); at < structs.length; at += 1) {
        const item = structs[at]!;
        if (!(item instanceof Y.Item) || item.deleted || !(item.content instanceof Y.ContentString)) continue;
        added += item.length;
        grown.add(blockOf(item.parent as Y.AbstractType<unknown>));
      }
    }
    let removed = 0;
    Y.iterateDeletedStructs(transaction, deleteSet, (item) => {
      if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString) || isNew(item)) return;
      removed += item.length;
      shrunk.add(blockOf(item.parent as Y.AbstractType<unknown>));
    });
    this.removed.next();
    const isGone = (item: Y.Item) => !isNew(item) && Y.isDeleted(deleteSet, item.id);
    const stays = (item: Y.Item) => !isNew(item) && !item.deleted;
    for (const block of shrunk) for (const words of wordsIn(block, isGone, stays)) this.#remove(words, block);
    // A letter alone is nobody's but its writer's, unless something moved.
    const moved = added > 1 || removed > 0 ? Math.min(this.#giveBack(grown, isNew), removed) : 0;
    session.added += added - moved;
    session.removed += removed - moved;
  }

  #remove({ text, items, beside }: Words, block: object): void {
    const [first, last] = [items[0]!, items.at(-1)!];
    const runs = items.flatMap(({ id, length }) => this.spans.of(id.client, id.clock, length));
    const lastId: [number, number] = [last.id.client, last.id.clock + last.length - 1];
    const left = first.left && ([first.left.lastId.client, first.left.lastId.clock] as [number, number]);
    this.removed.add({ text, runs, first: idOf(first), last: lastId, beside }, left, idOf(last.right), block);
  }

  /** Gives words that were there before back to whoever wrote them. @returns how many only moved within this edit */
  #giveBack(grown: ReadonlySet<Y.AbstractType<unknown>>, isNew: (item: Y.Item) => boolean): number {
    const isWritten = (item: Y.Item) => isNew(item) && !item.deleted;
    const stays = (item: Y.Item) => !isNew(item) && !item.deleted;
    const came = inOrder(this.#document.getXmlFragment(FRAGMENT), grown).flatMap((parent, block) =>
      wordsIn(parent, isWritten, stays).map((words) => ({ ...words, block })),
    );
    let moved = 0;
    for (const [at, claims] of this.removed.claimAll(came).entries()) {
      let from = 0;
      for (const [length, session, ofThisEdit] of claims) {
        if (session !== null) this.#give(came[at]!.items, from, from + length, session);
        moved += ofThisEdit;
        from += length;
      }
    }
    return moved;
  }

  #give(items: readonly Y.Item[], from: number, to: number, session: number): void {
    let at = 0;
    for (const { id, length } of items) {
      const start = Math.max(from, at);
      const end = Math.min(to, at + length);
      if (start < end) this.spans.give(id.client, id.clock + start - at, id.clock + end - at, session);
      at += length;
    }
  }
}
