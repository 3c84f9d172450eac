import { parentPort, workerData } from 'node:worker_threads';
import type { Logger } from 'pino';
import { collabDatabase, connect } from './database.ts';
import { type Base, historian } from './history.ts';
import { historyRows } from './history-rows.ts';
import { UnreadableLog } from './read-chapter.ts';
import type { Answer, Request, ScribeData } from './scribe.ts';
import { writeText } from './write-text.ts';

/** The thread in which texts and their histories are written down (scribe.ts). */
const port = parentPort!;
const tell = (answer: Answer) => port.postMessage(answer);

const say = (level: 'warn' | 'error') => (fields: object, sentence: string) =>
  tell({ kind: 'log', level, fields, sentence });
const log = { warn: say('warn'), error: say('error') } as unknown as Logger;

const { databaseUrl, connections, ...data } = workerData as ScribeData;
const without = new Set(data.without);
const sql = connect(databaseUrl, connections);
const database = collabDatabase(sql);
const history = historian(historyRows(sql), log, (chapterId) => tell({ kind: 'history', chapterId }));

function follow(chapterId: string, base?: Base): void {
  if (!without.has(chapterId)) history.follow(chapterId, base);
}

async function write(id: number, chapterId: string): Promise<void> {
  try {
    const base = await writeText(database, chapterId, log);
    tell({ kind: 'written', id });
    if (base) follow(chapterId, base);
  } catch (error) {
    const { message } = error as Error;
    tell({ kind: 'failed', id, message, unreadable: error instanceof UnreadableLog });
  }
}

port.on('message', (request: Request) => {
  if (request.kind === 'text') void write(request.id, request.chapterId);
  else if (request.kind === 'history') follow(request.chapterId);
  else if (request.kind === 'again') without.delete(request.chapterId);
  else
    void history
      .stop()
      .then(() => sql.end({ timeout: 1 }))
      .finally(() => port.close());
});
