import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Limits } from './limits.ts';

/** What the thread is started with. */
export interface ScribeData {
  databaseUrl: string;
  connections: number;
  /** Chapters whose history is left out, as a thread was caught in it. */
  without: readonly string[];
}

/** What the thread is asked for. */
export type Request =
  | { kind: 'text'; id: number; chapterId: string }
  | { kind: 'history'; chapterId: string }
  /** A history that was left out is no longer. */
  | { kind: 'again'; chapterId: string }
  | { kind: 'stop' };

/** What the thread says. */
export type Answer =
  | { kind: 'written'; id: number }
  | { kind: 'failed'; id: number; message: string; unreadable: boolean }
  /** Whose history it is at; null: at none. */
  | { kind: 'history'; chapterId: string | null }
  | { kind: 'log'; level: 'warn' | 'error'; fields: object; sentence: string };

/** A text was not written down. `unreadable`: and never will be, as its log is now. */
export class NotWritten extends Error {
  readonly unreadable: boolean;

  constructor(message: string, unreadable = false) {
    super(message);
    this.unreadable = unreadable;
  }
}

interface Asked {
  chapterId: string;
  resolve: () => void;
  reject: (error: NotWritten) => void;
  timer?: NodeJS.Timeout;
}

const CONNECTIONS = 3;
/** Texts in the thread at once: one is read from the database while another is put together. */
const AT_ONCE = 2;
/** A text that takes longer has the thread in a loop. */
const STALLED_MS = 120_000;
const AGAIN_MS = 1_000;

interface Parts {
  databaseUrl: string;
  limits: Pick<Limits, 'scribeMegabytes' | 'historyTurnMs' | 'historyAgainMs'>;
  /** The thread died; a new one is there. What it had been asked for has been answered with a failure. */
  died: () => void;
  log: Logger;
}

/**
 * The thread that puts texts and histories together, so that a long chapter holds up nobody's typing. It has its own
 * connections and bounded memory; when it dies a new one takes its place, and who waited is told.
 */
export function scribe({ databaseUrl, limits, died, log }: Parts) {
  let ids = 0;
  let stopped = false;
  const waiting: Asked[] = [];
  const asked = new Map<number, Asked>();
  const without = new Set<string>();
  let historyDue: NodeJS.Timeout | undefined;
  let thread = start();

  function start(): Worker {
    const worker = new Worker(new URL('./scribe.worker.ts', import.meta.url), {
      workerData: { databaseUrl, connections: CONNECTIONS, without: [...without] } satisfies ScribeData,
      resourceLimits: { maxOldGenerationSizeMb: limits.scribeMegabytes },
      env: {},
      execArgv: [],
    });
    let reason: unknown = null;
    worker.on('message', hear);
    worker.on('error', (error) => (reason = error));
    worker.once('exit', () => ended(worker, reason));
    return worker;
  }

  /** A history that gives others no turn has the thread in a loop: it ends, and that history is left out for a while. */
  function watchHistory(chapterId: string | null): void {
    clearTimeout(historyDue);
    if (!chapterId) return;
    const worker = thread;
    historyDue = setTimeout(() => {
      without.add(chapterId);
      log.error({ alarm: 'history_stalled', chapter: chapterId }, 'a history takes too long; it is left out');
      setTimeout(() => again(chapterId), limits.historyAgainMs).unref();
      void worker.terminate();
    }, limits.historyTurnMs);
    historyDue.unref();
  }

  /** It may have been the machine; if it was the history, it alarms once more. */
  function again(chapterId: string): void {
    without.delete(chapterId);
    if (stopped) return;
    tell({ kind: 'again', chapterId });
    tell({ kind: 'history', chapterId });
  }

  function hear(answer: Answer): void {
    if (answer.kind === 'log') return log[answer.level](answer.fields, answer.sentence);
    if (answer.kind === 'history') return watchHistory(answer.chapterId);
    const one = asked.get(answer.id);
    if (!one) return;
    asked.delete(answer.id);
    clearTimeout(one.timer);
    if (answer.kind === 'written') one.resolve();
    else one.reject(new NotWritten(answer.message, answer.unreadable));
    next();
  }

  function ended(worker: Worker, reason: unknown): void {
    clearTimeout(historyDue);
    const lost = [...asked.values()];
    asked.clear();
    for (const one of lost) {
      clearTimeout(one.timer);
      one.reject(new NotWritten('the thread that writes texts down died'));
    }
    if (stopped || worker !== thread) return;
    log.error(
      { alarm: 'scribe_died', chapters: lost.map(({ chapterId }) => chapterId), err: reason },
      'the thread that writes texts down died; it is started again',
    );
    setTimeout(() => {
      if (stopped) return;
      thread = start();
      next();
      died();
    }, AGAIN_MS).unref();
  }

  function next(): void {
    while (asked.size < AT_ONCE && waiting.length && thread.threadId !== -1) {
      const one = waiting.shift()!;
      const id = (ids += 1);
      const worker = thread;
      one.timer = setTimeout(() => void worker.terminate(), STALLED_MS);
      one.timer.unref();
      asked.set(id, one);
      tell({ kind: 'text', id, chapterId: one.chapterId });
    }
  }

  const tell = (request: Request) => thread.postMessage(request);

  return {
    /** Writes a chapter's text down as its log is now; its history follows by itself. @throws {NotWritten} */
    text(chapterId: string): Promise<void> {
      return new Promise((resolve, reject) => {
        if (stopped) return reject(new NotWritten('the server has stopped'));
        waiting.push({ chapterId, resolve, reject });
        next();
      });
    },

    /** Brings a chapter's history up to its log, soon. */
    history(chapterId: string): void {
      tell({ kind: 'history', chapterId });
    },

    /** Lets the thread end what it is at, for as long as that. */
    async stop(ms: number): Promise<void> {
      stopped = true;
      for (const one of waiting.splice(0)) one.reject(new NotWritten('the server has stopped'));
      const gone = new Promise((resolve) => thread.once('exit', resolve));
      if (thread.threadId === -1) return;
      tell({ kind: 'stop' });
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([gone, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
      clearTimeout(timer);
      await thread.terminate();
    },
  };
}

export type Scribe = ReturnType<typeof scribe>;
