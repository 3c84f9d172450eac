interface Turn {
  socket: object;
  over: Promise<void>;
}

/**
 * Turns of Yjs client ids in a chapter. A message is judged by the text as it is in memory; while one is being written it is
 * not there yet. Another socket's message under the same client id waits until it is: else each could say something else
 * of the same items. A socket's own messages come one after the other anyway.
 */
export function turns() {
  const chapters = new WeakMap<object, Map<number, Turn>>();

  return {
    /** What has to be over first, if anything. */
    before(chapter: object, socket: object, clientIds: readonly number[]): Promise<void> | undefined {
      const taken = chapters.get(chapter);
      if (!taken?.size) return undefined;
      return clientIds.map((id) => taken.get(id)).find((turn) => turn && turn.socket !== socket)?.over;
    },

    /** Takes a turn; what is returned ends it, once what follows at once has been done, too. */
    take(chapter: object, socket: object, clientIds: readonly number[]): () => void {
      let taken = chapters.get(chapter);
      if (!taken) chapters.set(chapter, (taken = new Map()));
      const { promise, resolve } = Promise.withResolvers<void>();
      const turn: Turn = { socket, over: promise };
      for (const clientId of clientIds) taken.set(clientId, turn);
      const end = () => {
        for (const clientId of clientIds) if (taken.get(clientId) === turn) taken.delete(clientId);
        resolve();
      };
      // Hocuspocus applies what was written when the hook has resolved.
      return () => void setImmediate(end);
    },
  };
}
