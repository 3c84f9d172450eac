import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { LiveChapter } from './chapters.ts';
import type { Socket } from './socket.ts';

/**
 * Answers the first request of someone who has nothing of a chapter yet, from what is kept ready for all who come
 * (join-snapshot.ts). Everybody else, and who is not quite in yet, is answered by Hocuspocus.
 */
export function joining(live: ReadonlyMap<string, LiveChapter>, log: Logger) {
  async function answer(chapter: LiveChapter, socket: Socket): Promise<void> {
    for (const message of await chapter.joins.messages(socket.packs)) socket.connection?.send(message);
  }

  return function join(documentName: string, socket: Socket): boolean {
    const chapter = live.get(documentName);
    if (!chapter || chapter.document !== socket.connection?.document) return false;
    answer(chapter, socket).catch((error: unknown) => {
      log.error({ socket: socket.id, err: error }, 'a text could not be sent');
      socket.close(CloseCode.internal, 'internal_error');
    });
    return true;
  };
}
