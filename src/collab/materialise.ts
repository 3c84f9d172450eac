import type { Logger } from 'pino';
import * as Y from 'yjs';
import { ManuscriptError } from '#lib/manuscript/content.ts';
import { salvage } from '#lib/manuscript/salvage.ts';
import { docToContent, readRaw } from '#lib/manuscript/yjs.ts';
import type { CollabDatabase } from './database.ts';
import type { Historian } from './history.ts';
import type { Limits } from './limits.ts';
import { readChapter } from './read-chapter.ts';
import { reanchor } from './reanchor.ts';

const AT_ONCE = 4;

interface Planned {
  timer: NodeJS.Timeout;
  since: number;
}

/**
 * Writes chapters' texts down: from the log, never from memory, so that what is read elsewhere, voted and published
 * is what was acknowledged. The same reading becomes the snapshot from which the next loading starts; the chapter's
 * history follows it.
 */
export function materialiser(
  database: CollabDatabase,
  log: Logger,
  { writeDownIdleMs, writeDownAtMostMs }: Pick<Limits, 'writeDownIdleMs' | 'writeDownAtMostMs'>,
  history: Historian,
) {
  const planned = new Map<string, Planned>();
  const running = new Map<string, Promise<void>>();
  const again = new Map<string, Promise<void>>();

  async function write(chapterId: string): Promise<void> {
    const { document, head, base } = await readChapter(database, chapterId, log);
    try {
      const state = Y.encodeStateAsUpdate(document);
      let content;
      try {
        content = docToContent(document);
      } catch (error) {
        const place = error instanceof ManuscriptError ? `${error.code} ${error.place}` : 'unreadable';
        log.error({ alarm: 'invalid_text', chapter: chapterId, place }, 'written down in its nearest shape');
        content = salvage(readRaw(document));
      }
      if (await database.saveChapterText(chapterId, head, state, content)) {
        history.follow(chapterId, base);
        await reanchor(database, chapterId, content, document);
      }
    } finally {
      document.destroy();
    }
  }

  function start(chapterId: string): Promise<void> {
    const run = write(chapterId).finally(() => running.delete(chapterId));
    running.set(chapterId, run);
    return run;
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

  function soon(chapterId: string): void {
    const before = planned.get(chapterId);
    clearTimeout(before?.timer);
    const since = before?.since ?? Date.now();
    const wait = Math.max(0, Math.min(writeDownIdleMs, since + writeDownAtMostMs - Date.now()));
    const timer = setTimeout(() => {
      now(chapterId).catch((error: unknown) => {
        log.error({ chapter: chapterId, err: error }, 'not written down; trying again');
        soon(chapterId);
      });
    }, wait);
    planned.set(chapterId, { timer, since });
  }

  async function all(chapterIds: readonly string[]): Promise<void> {
    const left = [...chapterIds];
    const worker = async () => {
      for (let id = left.shift(); id; id = left.shift()) {
        const chapter = id;
        await now(chapter).catch((error: unknown) => {
          log.error({ chapter, err: error }, 'not written down');
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  return {
    now,
    /** The log has grown: write it down when typing pauses, or after a while of typing. */
    soon,
    /** Writes down every chapter of a document whose text or history is behind its log. Logs what fails. */
    async document(documentId: string): Promise<void> {
      await all(await database.unsettledChapters(documentId));
      await history.document(documentId);
    },
    /** The chapter left memory: what is planned for it is done at once. */
    settle(chapterId: string): void {
      if (planned.has(chapterId)) void all([chapterId]);
    },
    /** Writes down all that is planned. */
    async stop(): Promise<void> {
      await all([...planned.keys()]);
      await Promise.allSettled([...running.values(), ...again.values()]);
      for (const { timer } of planned.values()) clearTimeout(timer);
      planned.clear();
      await history.stop();
    },
  };
}

export type Materialiser = ReturnType<typeof materialiser>;
