import type { Logger } from 'pino';
import type { CollabDatabase } from './database.ts';
import type { HistoryRows } from './history-rows.ts';
import type { Limits } from './limits.ts';
import { NotWritten, type Scribe } from './scribe.ts';

const AT_ONCE = 4;
/** Chapters looked at in one round of catching up. */
const ROUND = 200;
const LONGEST_BACKOFF_MS = 5 * 60_000;

interface Planned {
  timer: NodeJS.Timeout;
  since: number;
}

interface Parts {
  scribe: Pick<Scribe, 'text' | 'history'>;
  database: Pick<CollabDatabase, 'unsettledChapters' | 'chaptersBehind'>;
  histories: Pick<HistoryRows, 'behind'>;
  limits: Pick<Limits, 'writeDownIdleMs' | 'writeDownAtMostMs'>;
  log: Logger;
}

/**
 * Says when chapters' texts are written down, one run of a chapter at a time; the work itself is done in a thread of
 * its own (scribe.ts). A chapter that cannot be written down is tried again, ever more rarely, and alarms once.
 */
export function materialiser({ scribe, database, histories, limits, log }: Parts) {
  const { writeDownIdleMs, writeDownAtMostMs } = limits;
  const planned = new Map<string, Planned>();
  const running = new Map<string, Promise<void>>();
  const again = new Map<string, Promise<void>>();
  /** How often in a row a chapter could not be written down. */
  const failures = new Map<string, number>();
  let stopped = false;

  function start(chapterId: string): Promise<void> {
    const run = scribe
      .text(chapterId)
      .then(
        () => void failures.delete(chapterId),
        (error: unknown) => failed(chapterId, error),
      )
      .finally(() => running.delete(chapterId));
    running.set(chapterId, run);
    return run;
  }

  function failed(chapterId: string, error: unknown): never {
    const times = (failures.get(chapterId) ?? 0) + 1;
    failures.set(chapterId, times);
    const unreadable = error instanceof NotWritten && error.unreadable;
    if (!unreadable) log.error({ chapter: chapterId, times, err: error }, 'not written down');
    else if (times === 1)
      log.error({ alarm: 'unwritable_text', chapter: chapterId, err: error }, 'a log cannot be read');
    throw error;
  }

  /** Writes a chapter down as its log is from now on; joins a run that has not begun yet. */
  function now(chapterId: string): Promise<void> {
    clearTimeout(planned.get(chapterId)?.timer);
    planned.delete(chapterId);
    const current = running.get(chapterId);
    if (!current) return start(chapterId);
    let next = again.get(chapterId);
    if (!next) {
      next = current
        .catch(() => {})
        .then(() => {
          again.delete(chapterId);
          return start(chapterId);
        });
      again.set(chapterId, next);
    }
    return next;
  }

  function plan(chapterId: string, since: number, wait: number): void {
    const timer = setTimeout(() => void now(chapterId).catch(() => retry(chapterId)), wait);
    planned.set(chapterId, { timer, since });
  }

  function retry(chapterId: string): void {
    if (stopped || planned.has(chapterId)) return;
    const times = failures.get(chapterId) ?? 1;
    plan(chapterId, performance.now(), Math.min(writeDownIdleMs * 2 ** times, LONGEST_BACKOFF_MS));
  }

  function soon(chapterId: string): void {
    // Whoever writes on in a chapter that cannot be written down does not hasten its next try.
    if (planned.has(chapterId) && failures.has(chapterId)) return;
    const before = planned.get(chapterId);
    clearTimeout(before?.timer);
    const since = before?.since ?? performance.now();
    plan(
      chapterId,
      since,
      Math.max(0, Math.min(writeDownIdleMs, since + writeDownAtMostMs - performance.now())),
    );
  }

  async function all(chapterIds: readonly string[]): Promise<void> {
    const left = [...chapterIds];
    const turns = async () => {
      for (let id = left.shift(); id; id = left.shift()) {
        const chapter = id;
        await now(chapter).catch(() => retry(chapter));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, turns));
  }

  return {
    now,
    /** The log has grown: write it down when typing pauses, or after a while of typing. */
    soon,
    /** Writes down every chapter of a document whose text or history is behind its log. Logs what fails. */
    async document(documentId: string): Promise<void> {
      await all(await database.unsettledChapters(documentId));
      for (const chapterId of await histories.behind(documentId)) scribe.history(chapterId);
    },
    /** Writes down what an earlier server, or a thread that died, left behind. Logs what fails. */
    async leftBehind(): Promise<void> {
      try {
        const chapters = await database.chaptersBehind(ROUND);
        // What waits for its pause in typing, or for its next try, has its time already.
        const idle = chapters.filter((id) => !planned.has(id) && !running.has(id));
        await all(idle);
        for (const chapterId of idle) if (!failures.has(chapterId)) scribe.history(chapterId);
      } catch (error) {
        log.warn({ err: error }, 'cannot look for texts left behind yet');
      }
    },
    /** The chapter left memory: what is planned for it is done at once. */
    settle(chapterId: string): void {
      if (planned.has(chapterId) && !failures.has(chapterId)) void all([chapterId]);
    },
    /** Writes down all that is planned. */
    async stop(): Promise<void> {
      stopped = true;
      await all([...planned.keys()]);
      await Promise.allSettled([...running.values(), ...again.values()]);
      for (const { timer } of planned.values()) clearTimeout(timer);
      planned.clear();
    },
  };
}

export type Materialiser = ReturnType<typeof materialiser>;
