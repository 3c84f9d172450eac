import type { Logger } from 'pino';
import * as Y from 'yjs';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { readAuthorship } from '#lib/manuscript/authorship.ts';
import { LogFollower } from '#lib/manuscript/follow-log.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import type { HistoryRows, StoredHistory } from './history-rows.ts';

/** A text as it was at an entry; saves reading up to there when the history stands at the same one. */
export interface Base {
  seq: number;
  state: Uint8Array | null;
}

/** Entries read at once; between two such portions others get their turn. */
const PORTION = 250;
/** Entries between two checkpoints: what a look at the past has to put together at most, in well under a second. */
const CHECKPOINT_ENTRIES = 1_000;
/** Milliseconds after which others get their turn, also within a portion. */
const TURN_MS = 100;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Keeps the history of chapters beside their texts: writing sessions, and whose every character is. From the log alone, a
 * little at a time; a text never waits for its history, and one that could not be written is caught up with next time.
 * Busy for as long as the log is: for the thread beside the server (scribe.worker.ts).
 * @param at called with the chapter whose entries are read next, and with null when others have their turn
 */
export function historian(
  rows: HistoryRows,
  log: Pick<Logger, 'error'>,
  at: (chapterId: string | null) => void = () => {},
) {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();

  /** The text at the entry where the history stands, and the last checkpoint before it. */
  async function documentAt(chapterId: string, seq: number, base: Base | null) {
    const document = asWritten(new Y.Doc());
    document.getXmlFragment(FRAGMENT);
    const checkpoint = seq === 0 ? null : await rows.checkpointBefore(chapterId, seq);
    const last = checkpoint?.seq ?? 0;
    if (base?.state && base.seq === seq) {
      Y.applyUpdate(document, base.state);
      return { document, last };
    }
    if (checkpoint) Y.applyUpdate(document, checkpoint.state);
    for (let at = last; at < seq;) {
      const entries = await rows.entriesSince(chapterId, at, Math.min(PORTION, seq - at));
      if (entries[0]?.seq !== at + 1) throw new Error('the log has holes');
      document.transact(() => entries.forEach(({ payload }) => Y.applyUpdate(document, payload)));
      at = entries.at(-1)!.seq;
    }
    return { document, last };
  }

  async function bring(chapterId: string, base: Base | null): Promise<void> {
    const before: StoredHistory = (await rows.read(chapterId)) ?? {
      seq: 0,
      spans: {},
      removed: [],
      sessions: [],
    };
    const { document, ...stand } = await documentAt(chapterId, before.seq, base);
    let { last } = stand;
    try {
      const follower = new LogFollower(document, before);
      let seq = before.seq;
      for (;;) {
        const entries = await rows.entriesSince(chapterId, seq, PORTION);
        let since = performance.now();
        at(chapterId);
        for (const entry of entries) {
          if (entry.seq !== seq + 1) throw new Error('the log has holes');
          follower.take(entry);
          seq = entry.seq;
          if (performance.now() - since < TURN_MS) continue;
          at(null);
          await turn();
          at(chapterId);
          since = performance.now();
        }
        at(null);
        if (seq - last >= CHECKPOINT_ENTRIES) {
          await rows.saveCheckpoint(chapterId, seq, Y.encodeStateAsUpdate(document));
          last = seq;
        }
        if (entries.length < PORTION) break;
      }
      if (seq > before.seq)
        await rows.save(chapterId, before.seq, seq, follower, readAuthorship(document, follower.spans));
    } finally {
      at(null);
      document.destroy();
    }
  }

  function follow(chapterId: string, base: Base | null = null): void {
    if (running.has(chapterId)) {
      again.add(chapterId);
      return;
    }
    const run = bring(chapterId, base)
      .catch((error: unknown) => log.error({ chapter: chapterId, err: error }, 'history not written down'))
      .finally(() => {
        running.delete(chapterId);
        if (again.delete(chapterId)) follow(chapterId);
      });
    running.set(chapterId, run);
  }

  return {
    /** The log has grown: brings a chapter's history up to it, soon. Logs what fails. */
    follow,
    async stop(): Promise<void> {
      again.clear();
      await Promise.allSettled(running.values());
    },
  };
}
