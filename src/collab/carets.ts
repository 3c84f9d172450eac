import type { Document } from '@hocuspocus/server';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { chapterDocumentName, chapterIdOf } from '#lib/domain/collaboration.ts';
import type { Bus, News } from './bus.ts';

/** Marks what came from another server, so that it is not told back to it. */
const FROM_BUS = Symbol('another server');
const TOGETHER_MS = 30;

interface Changed {
  added: number[];
  updated: number[];
  removed: number[];
}

/** Shows carets of people at other servers here, and those here to them. */
export function carets(bus: Bus, documents: () => ReadonlyMap<string, Document>) {
  function tell(document: Document, clients: readonly number[]): void {
    const chapter = chapterIdOf(document.name);
    if (!chapter || clients.length === 0) return;
    const update = Buffer.from(encodeAwarenessUpdate(document.awareness, [...clients])).toString('base64');
    bus.tell({ kind: 'carets', chapter, update });
  }

  return {
    /** A chapter was loaded: from now on its carets are told, and others' are asked for. */
    watch(document: Document): void {
      const waiting = new Set<number>();
      let timer: NodeJS.Timeout | undefined;
      document.awareness.on('update', ({ added, updated, removed }: Changed, origin: unknown) => {
        if (origin === FROM_BUS) return;
        // At once: with the last of them the document may go, too.
        tell(document, removed);
        for (const client of [...added, ...updated]) waiting.add(client);
        timer ??= setTimeout(() => {
          timer = undefined;
          if (!document.isDestroyed) tell(document, [...waiting]);
          waiting.clear();
        }, TOGETHER_MS);
      });
      bus.tell({ kind: 'opened', chapter: chapterIdOf(document.name) ?? '' });
    },

    heard(news: Extract<News, { kind: 'carets' | 'opened' }>): void {
      const document = documents().get(chapterDocumentName(news.chapter));
      if (!document) return;
      if (news.kind === 'opened') tell(document, [...document.awareness.getStates().keys()]);
      else applyAwarenessUpdate(document.awareness, Buffer.from(news.update, 'base64'), FROM_BUS);
    },
  };
}
