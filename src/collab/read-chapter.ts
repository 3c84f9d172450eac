import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import * as Y from 'yjs';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { emptyContent } from '#lib/manuscript/content.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import type { CollabDatabase, LogRow } from './database.ts';
import { readAround } from './read-around.ts';

/** A chapter's text as its log has it, up to entry `head`. The caller destroys the document. */
export interface ChapterText {
  document: Y.Doc;
  head: number;
  /** Where reading began; no state when the whole log was read. */
  base: { seq: number; state: Uint8Array | null };
}

/** The Yjs client id under which a chapter's seed is written: always the same, and nobody's. */
export function seedClientId(chapterId: string): number {
  return createHash('sha256').update(`seed ${chapterId}`).digest().readUInt32BE(0);
}

function seedOf(chapterId: string, content: unknown): Uint8Array {
  try {
    return contentToUpdate(content ?? emptyContent(), seedClientId(chapterId));
  } catch (cause) {
    throw new UnreadableLog('the seed is no text', { cause });
  }
}

/** The log itself cannot be read: coming again does not help. Everything else that may go wrong passes. */
export class UnreadableLog extends Error {}

function replay(state: Uint8Array | null, updates: readonly Uint8Array[]): Y.Doc {
  const document = asWritten(new Y.Doc());
  document.getXmlFragment(FRAGMENT);
  try {
    document.transact(() => {
      if (state) Y.applyUpdate(document, state);
      for (const update of updates) Y.applyUpdate(document, update);
    });
  } catch (cause) {
    document.destroy();
    throw new UnreadableLog('an entry cannot be read', { cause });
  }
  if (document.store.pendingStructs || document.store.pendingDs) {
    document.destroy();
    throw new UnreadableLog('entries refer to others that are missing');
  }
  return document;
}

/**
 * Reads a chapter from the log: the last snapshot and what came after. A snapshot that cannot be read is only a lost
 * shortcut: the whole log is read instead, with an alarm; so is an entry that cannot be taken in, and what its client
 * wrote on top of it, if all else can be had without them. A log that has not begun is begun with the chapter's seed.
 * @throws {UnreadableLog} when the text cannot be had so; an empty text is never given in its place.
 */
export async function readChapter(
  database: CollabDatabase,
  chapterId: string,
  log: Pick<Logger, 'error'>,
): Promise<ChapterText> {
  const read = async () => {
    const snapshot = await database.readSnapshot(chapterId);
    const rows = await database.updatesSince(chapterId, snapshot.seq);
    return { snapshot, rows, head: rows.at(-1)?.seq ?? snapshot.seq };
  };
  let { snapshot, rows, head } = await read();
  if (head === 0) {
    const seed = seedOf(chapterId, snapshot.seed);
    await database.appendSeed(chapterId, seed);
    ({ snapshot, rows, head } = await read());
    if (head === 0) throw new UnreadableLog('the log cannot be begun');
  }
  const payloads = (entries: readonly LogRow[]) => entries.map(({ payload }) => payload);
  let failure: unknown;
  try {
    return { document: replay(snapshot.state, payloads(rows)), head, base: snapshot };
  } catch (error) {
    failure = error;
  }
  const all = await database.entriesSince(chapterId, 0);
  if (all[0]?.seq !== 1 || all.length !== all.at(-1)!.seq) throw new UnreadableLog('the log has holes');
  const whole = { head: all.at(-1)!.seq, base: { seq: 0, state: null } };
  if (snapshot.state) {
    try {
      const document = replay(null, payloads(all));
      log.error({ alarm: 'corrupt_snapshot', chapter: chapterId, err: failure }, 'rebuilt from the log');
      return { document, ...whole };
    } catch (error) {
      failure = error;
    }
  }
  const around = readAround(all);
  if (!around) throw failure;
  const { document, left } = around;
  log.error({ alarm: 'entries_left_out', chapter: chapterId, left, err: failure }, 'read without entries');
  return { document, ...whole };
}
