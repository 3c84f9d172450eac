import type { Logger } from 'pino';
import { chapterDocumentName } from '#lib/domain/collaboration.ts';
import type { LiveChapter } from './chapters.ts';
import type { CollabDatabase } from './database.ts';

const EVERY_MS = 2_000;

/**
 * Where several servers have a chapter open, each follows the log that the others write to. News of it may be lost on
 * the way, so all open chapters are compared with the database every two seconds, too.
 */
export function convergence(live: ReadonlyMap<string, LiveChapter>, database: CollabDatabase, log: Logger) {
  function grown(chapterId: string, head: number): void {
    live.get(chapterDocumentName(chapterId))?.follow(head);
  }

  async function compare(): Promise<void> {
    const ids = [...live.values()].map(({ chapterId }) => chapterId);
    if (ids.length === 0) return;
    for (const { chapterId, head } of await database.chapterHeads(ids)) grown(chapterId, head);
  }

  const timer = setInterval(() => {
    compare().catch((error: unknown) => log.warn({ err: error }, 'cannot compare with the log yet'));
  }, EVERY_MS);
  timer.unref();

  return { grown, stop: () => clearInterval(timer) };
}
