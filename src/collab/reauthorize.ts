import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Access, CollabDatabase } from './database.ts';
import { inTime } from './in-time.ts';
import type { Participant } from './participant.ts';
import type { SeatedSocket, Sockets } from './sockets.ts';

const AT_ONCE = 200;
const TOGETHER_MS = 20;
const PATIENCE_MS = 2_000;
const RETRY_MS = 250;

/**
 * Asks the database again what the people behind these sockets may do, and lets the answer take effect at once: in
 * both directions for writing, and by closing when reading is over. Nothing is worked out here. A question that gets no
 * answer is asked again until it does; of two answers about a socket the one that was asked for later counts.
 */
export function reauthorization(database: CollabDatabase, sockets: Sockets, log: Logger) {
  let questions = 0;
  let news = 0;
  const answered = new WeakMap<SeatedSocket, number>();
  const waiting = new Set<SeatedSocket>();
  let timer: NodeJS.Timeout | undefined;

  function settle(socket: SeatedSocket, access: Access | null): void {
    if (socket.closedWith) return;
    if (!access?.canRead) {
      log.info({ socket: socket.id, chapter: socket.participant.chapterId }, 'reading is over');
      if (access?.reason === 'signed_out') socket.close(CloseCode.signedOut, 'signed_out');
      else socket.close(CloseCode.accessLost, 'access_lost');
      return;
    }
    const { participant, connection } = socket;
    const { canEdit, reason, sector, audiences } = access;
    const changed = participant.canEdit !== canEdit || participant.reason !== reason;
    Object.assign(participant, { canEdit, reason, sector, audiences });
    if (!changed || !connection) return;
    connection.readOnly = !canEdit;
    socket.notify({ type: 'access', canEdit, reason });
  }

  function take(socket: SeatedSocket, question: number, access: Access | null): void {
    if ((answered.get(socket) ?? 0) > question) return;
    answered.set(socket, question);
    settle(socket, access);
  }

  function later(some: readonly SeatedSocket[], ms: number): void {
    for (const socket of some) waiting.add(socket);
    timer ??= setTimeout(() => {
      timer = undefined;
      const all = [...waiting].filter((socket) => !socket.closedWith);
      waiting.clear();
      void ask(all);
    }, ms).unref();
  }

  async function ask(all: readonly SeatedSocket[]): Promise<void> {
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const question = (questions += 1);
      try {
        const answer = database.accessOf(some.map((socket) => socket.participant));
        // A late answer counts, too, when there is no newer one.
        await inTime(
          answer.then((rights) => some.forEach((socket, at) => take(socket, question, rights[at] ?? null))),
          PATIENCE_MS,
        );
      } catch (error) {
        log.error({ err: error }, 'rights could not be checked; asking again');
        later(some, RETRY_MS);
      }
    }
  }

  return {
    /** All open sockets of these people. Resolves when they were asked about once. */
    those(concerns: (participant: Participant) => boolean): Promise<void> {
      news += 1;
      return ask(sockets.seated(concerns));
    },
    /** How often anybody's rights were asked for since the start: with it `since` knows whether there was news. */
    news: (): number => news,
    /** One socket, soon, if there was news while its pass was being read, which found nobody there yet. */
    since(before: number, socket: SeatedSocket): void {
      if (before !== news) later([socket], TOGETHER_MS);
    },
  };
}

export type Reauthorize = ReturnType<typeof reauthorization>;
