import type { Logger } from 'pino';
import * as Y from 'yjs';
import { ManuscriptError } from '#lib/manuscript/content.ts';
import { salvage } from '#lib/manuscript/salvage.ts';
import { docToContent, readRaw } from '#lib/manuscript/yjs.ts';
import type { CollabDatabase } from './database.ts';
import type { Base } from './history.ts';
import { readChapter } from './read-chapter.ts';
import { reanchor } from './reanchor.ts';
import { storable } from './storable.ts';

/**
 * Writes a chapter's text down: from the log, never from memory, so that what is read elsewhere, voted and published is
 * what was acknowledged. The same reading becomes the snapshot from which the next loading starts. Busy for as long as
 * the text is: for the thread beside the server (scribe.worker.ts).
 * @returns where reading began, or null when something as new was stored already
 */
export async function writeText(
  database: CollabDatabase,
  chapterId: string,
  log: Pick<Logger, 'error'>,
): Promise<Base | null> {
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
    content = storable(content);
    if (!(await database.saveChapterText(chapterId, head, state, content))) return null;
    await reanchor(database, chapterId, content, document);
    return base;
  } finally {
    document.destroy();
  }
}
