import { setTimeout as wait } from 'node:timers/promises';
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

/** A chapter that is being written in. */
interface Queue {
  waiting: Waiting[];
  /** When the database last said that it is held; so long nobody's time to be stored runs out. */
  heldAt: number;
}

/** From one commit of a chapter to the next: what comes in between goes together. */
const TOGETHER_MS = 20;
const BATCH_ENTRIES = 500;
const BATCH_BYTES = 4 * 1024 * 1024;
const REMEMBERED = 512;
const HELD = 'held';
/** So often a held chapter is asked about: seconds at most, for which the database answers (hold_writing). */
const HELD_AGAIN_MS = 50;
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
 * next: alone, an edit waits for nobody; in a crowd, one commit carries all that comes within 20 milliseconds, which is less
 * than the time for which what is sent on waits anyway. Never are there two commits of one chapter at once, also when the
 * first takes too long: a chapter that is held up then holds one connection, and no more.
 *
 * While a step freezes the text (docs/adr/0008-versions.md) the database answers that writing is held. Then all waits
 * here, unacknowledged and in order, until it may be written or the stage says why not.
 */
export function appendLog(
  database: Pick<CollabDatabase, 'appendUpdates'>,
  appendMs: number = limits.appendMs,
  togetherMs: number = TOGETHER_MS,
) {
  const chapters = new Map<string, Queue>();
  const durations: number[] = [];
  let lastCommitMs: number | null = null;

  /** Whether the batch was answered, one way or another; otherwise writing is held. */
  async function commit(chapterId: string, batch: Waiting[]): Promise<boolean> {
    const entries = batch.flatMap((message) => message.entries);
    const start = performance.now();
    try {
      const written = await inTime(database.appendUpdates(chapterId, entries), LOST_MS);
      if (written[0]?.refusal === HELD) return false;
      lastCommitMs = performance.now() - start;
      durations.push(lastCommitMs);
      if (durations.length > REMEMBERED) durations.shift();
      for (const message of batch) message.resolve(written.splice(0, message.entries.length));
    } catch (error) {
      for (const message of batch) message.reject(error);
    }
    return true;
  }

  async function drain(chapterId: string, queue: Queue): Promise<void> {
    while (queue.waiting.length) {
      const since = performance.now();
      const batch = takeBatch(queue.waiting).filter(({ over }) => !over);
      if (!batch.length) continue;
      if (await commit(chapterId, batch)) {
        const left = togetherMs - (performance.now() - since);
        if (left > 0) await wait(left);
        continue;
      }
      queue.heldAt = performance.now();
      queue.waiting.unshift(...batch);
      await wait(HELD_AGAIN_MS);
    }
    chapters.delete(chapterId);
  }

  return {
    /**
     * Resolves when the entries are on disk, or answered with the reason why they may not be.
     * Rejects when that is not known in time: they must then not be acknowledged. What was still waiting for its turn
     * by then is not written any more. The time in which writing is held does not count.
     */
    append(chapterId: string, entries: readonly Entry[]): Promise<Written[]> {
      return new Promise((resolve, reject) => {
        let queue = chapters.get(chapterId);
        const begin = !queue;
        if (!queue) chapters.set(chapterId, (queue = { waiting: [], heldAt: 0 }));
        const since = performance.now();
        const patience = (ms: number) => setTimeout(giveUp, ms);
        const giveUp = () => {
          const left = Math.max(since, queue.heldAt) + appendMs - performance.now();
          if (left > 0) late = patience(left);
          else message.reject(new Error(`not stored within ${appendMs} ms`));
        };
        let late = patience(appendMs);
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
        queue.waiting.push(message);
        if (begin) void drain(chapterId, queue);
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
