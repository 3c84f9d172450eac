import type { afterUnloadDocumentPayload, onLoadDocumentPayload } from '@hocuspocus/server';
import type { Logger } from 'pino';
import * as Y from 'yjs';
import { chapterIdOf, CloseCode } from '#lib/domain/collaboration.ts';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { LiveChapter } from './chapters.ts';
import type { CollabDatabase } from './database.ts';
import { readChapter, seedClientId, UnreadableLog } from './read-chapter.ts';
import { Refusal } from './refusal.ts';

/** Owner of the client id that a seed is written under: no person has this id. */
const NOBODY = 'nobody';

/** Loads chapters when the first socket asks for them, and knows which are in memory. */
export function chapterLoader(database: CollabDatabase, log: Logger) {
  const live = new Map<string, LiveChapter>();

  return {
    live,

    /**
     * @throws {Refusal} `chapter_unloadable`: the text is not there complete, and nothing else stands in for it.
     * `unavailable`: the database did not answer; coming back may help.
     */
    async load({ documentName, document }: onLoadDocumentPayload): Promise<void> {
      const chapterId = chapterIdOf(documentName)!;
      try {
        const [text, owners] = await Promise.all([
          readChapter(database, chapterId, log),
          database.clientOwners(chapterId),
        ]);
        document.getXmlFragment(FRAGMENT);
        const state = Y.encodeStateAsUpdate(text.document);
        text.document.destroy();
        Y.applyUpdate(asWritten(document), state);
        // Nobody is connected yet; kept for the next broadcast, the whole text would go out a second time.
        document.flush();
        owners.set(seedClientId(chapterId), NOBODY);
        live.set(
          documentName,
          new LiveChapter(chapterId, document, { head: text.head, owners, state }, database, log),
        );
      } catch (error) {
        // Hocuspocus forgets a document that could not be loaded; its presence would keep it in memory for good.
        document.destroy();
        if (!(error instanceof UnreadableLog)) {
          log.warn({ chapter: chapterId, err: error }, 'a chapter cannot be loaded yet');
          throw new Refusal(CloseCode.notStored, 'unavailable');
        }
        log.error(
          { alarm: 'chapter_unloadable', chapter: chapterId, err: error },
          'a chapter cannot be loaded',
        );
        throw new Refusal(CloseCode.unloadable, 'chapter_unloadable');
      }
    },

    unloaded({ documentName, instance }: afterUnloadDocumentPayload): void {
      const chapter = live.get(documentName);
      if (chapter?.document.isDestroyed && instance.documents.get(documentName) !== chapter.document) {
        live.delete(documentName);
      }
    },
  };
}

export type ChapterLoader = ReturnType<typeof chapterLoader>;
