import type { CollabDatabase, Entry, Written } from './database.ts';
import { STATEMENT_MS } from './database.ts';
import { inTime } from './in-time.ts';
import { limits } from './limits.ts';

interface Waiting {
  entries: readonly Entry[];
  resolve: (written: Written[]) => void;
  reject: (error: unknown) => void;
  /** Told already that it is not known to be stored, or not stored. */
  over: boolean;
}

const BATCH_ENTRIES = 500;
const BATCH_BYTES = 4 * 1024 * 1024;
const REMEMBERED = 512;
/** A commit that is not answered by then never is: its connection is half open. */
const LOST_MS = STATEMENT_MS + 1_000;

/** As many waiting messages as fit one commit; a message's entries always stay together. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  let entries = 0;
  let bytes = 0;
  let count = 0;
  for (const message of waiting) {
    entries += message.entries.length;
    bytes += message.entries.reduce((sum, entry) => sum + entry.payload.length, 0);
    if (count > 0 && (entries > BATCH_ENTRIES || bytes > BATCH_BYTES)) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

/**
 * Group commit. While one commit of a chapter is under way, what arrives for it waits and goes out together in the
 * next: alone, an edit waits for nobody; in a crowd, one commit carries all. Never are there two commits of one chapter
 * at once, also when the first takes too long: a chapter that is held up then holds one connection, and no more.
 */
export function appendLog(
  database: Pick<CollabDatabase, 'appendUpdates'>,
  appendMs: number = limits.appendMs,
) {
  const chapters = new Map<string, Waiting[]>();
  const durations: number[] = [];
  let lastCommitMs: number | null = null;

  async function commit(chapterId: string, batch: Waiting[]): Promise<void> {
    const entries = batch.flatMap((message) => message.entries);
    const start = performance.now();
    try {
      const written = await inTime(database.appendUpdates(chapterId, entries), LOST_MS);
      lastCommitMs = performance.now() - start;
      durations.push(lastCommitMs);
      if (durations.length > REMEMBERED) durations.shift();
      for (const message of batch) message.resolve(written.splice(0, message.entries.length));
    } catch (error) {
      for (const message of batch) message.reject(error);
    }
  }

  async function drain(chapterId: string, waiting: Waiting[]): Promise<void> {
    while (waiting.length) {
      const batch = takeBatch(waiting).filter(({ over }) => !over);
      if (batch.length) await commit(chapterId, batch);
    }
    chapters.delete(chapterId);
  }

  return {
    /**
     * Resolves when the entries are on disk, or answered with the reason why they may not be.
     * Rejects when that is not known in time: they must then not be acknowledged. What was still waiting for its turn
     * by then is not written any more.
     */
    append(chapterId: string, entries: readonly Entry[]): Promise<Written[]> {
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => message.reject(new Error(`not stored within ${appendMs} ms`)),
          appendMs,
        );
        const message: Waiting = {
          entries,
          over: false,
          resolve(written) {
            clearTimeout(late);
            message.over = true;
            resolve(written);
          },
          reject(error) {
            clearTimeout(late);
            message.over = true;
            reject(error);
          },
        };
        const waiting = chapters.get(chapterId);
        if (waiting) {
          waiting.push(message);
          return;
        }
        const first = [message];
        chapters.set(chapterId, first);
        void drain(chapterId, first);
      });
    },

    /** Whether anything is being written. */
    get busy(): boolean {
      return chapters.size > 0;
    },

    /** How long commits took, in milliseconds: the last one, and the median and 95th percentile of the last 512. */
    timings(): { last: number | null; p50: number | null; p95: number | null } {
      const sorted = durations.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? null;
      return { last: lastCommitMs, p50: at(0.5), p95: at(0.95) };
    },
  };
}

export type AppendLog = ReturnType<typeof appendLog>;
