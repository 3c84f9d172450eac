import type { Document } from '@hocuspocus/server';
import type { Logger } from 'pino';
import * as Y from 'yjs';
import { type CollabDatabase, STATEMENT_MS } from './database.ts';
import { JoinSnapshot } from './join-snapshot.ts';
import { Weight } from './weight.ts';

const RETRY_MS = 1_000;
const DOUBT_MS = [0, 500, 2_000, 5_000, STATEMENT_MS + 1_000];
/** Bytes of the log that an item takes, or more. */
const ITEM_AT_LEAST = 8;
const fromLog = { source: 'local', skipStoreHooks: true } as const;

/** A chapter in memory: the document its sockets share, and how far it follows the log. */
export class LiveChapter {
  readonly chapterId: string;
  readonly document: Document;
  /** Whose each Yjs client id is, as the database has it; it decides about those that are not here. */
  readonly owners: Map<number, string>;
  readonly joins: JoinSnapshot;
  readonly weight: Weight;
  #head: number;
  readonly #database: CollabDatabase;
  readonly #log: Logger;
  #catchingUp: Promise<void> | null = null;

  constructor(
    chapterId: string,
    document: Document,
    start: { head: number; owners: Map<number, string>; state: Uint8Array },
    database: CollabDatabase,
    log: Logger,
  ) {
    this.chapterId = chapterId;
    this.document = document;
    this.owners = start.owners;
    this.joins = new JoinSnapshot(document.name, document, start.state);
    this.weight = new Weight(document, start.state.length, () => this.joins.bytes());
    this.#head = start.head;
    this.#database = database;
    this.#log = log;
  }

  /** The last entry that memory has. */
  get head(): number {
    return this.#head;
  }

  /** Another server wrote up to this entry. */
  follow(head: number): void {
    if (head > this.#head) void this.catchUp();
  }

  /** Entries were written: memory follows, and fetches what others wrote in between. */
  wrote(seqs: readonly number[]): void {
    for (const seq of seqs) {
      if (seq === this.#head + 1) this.#head = seq;
      else if (seq > this.#head) void this.catchUp();
    }
  }

  /**
   * Brings memory up to the log: after a write whose outcome is unknown, and when another process wrote. Tries until
   * it succeeds or the chapter is closed.
   */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#fetch().finally(() => (this.#catchingUp = null));
    return this.#catchingUp;
  }

  /** Brings memory up to what the log has at this moment; a reading that is under way may have begun before it. */
  async newest(): Promise<void> {
    await this.#catchingUp;
    await this.catchUp();
  }

  /**
   * A write failed and nobody knows whether it was made: the database may still be at it after the connection broke.
   * Memory looks again until the statement's own time limit is over.
   */
  doubt(): void {
    for (const ms of DOUBT_MS) setTimeout(() => void this.catchUp(), ms).unref();
  }

  async #fetch(): Promise<void> {
    while (!this.document.isDestroyed) {
      try {
        const rows = await this.#database.entriesSince(this.chapterId, this.#head);
        for (const { seq, clientId, personId, payload } of rows) {
          Y.applyUpdate(this.document, payload, fromLog);
          this.weight.add({
            bytes: payload.length,
            items: payload.length / ITEM_AT_LEAST,
            cuts: 0,
            removed: 0,
          })(true);
          // Client 0 signs seeds and deletions, which are nobody's own.
          if (clientId !== 0 && !this.owners.has(clientId)) this.owners.set(clientId, personId);
          this.#head = Math.max(this.#head, seq);
        }
        return;
      } catch (error) {
        this.#log.warn({ chapter: this.chapterId, err: error }, 'cannot catch up with the log yet');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
