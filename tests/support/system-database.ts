import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import * as Y from 'yjs';
import { placeCluster } from '#embedded/cluster.ts';
import { socketUrl } from '#embedded/socket-folder.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';

/** The journeys' own database, reached past the application: for what no honest client could put there. */
const cluster = () => placeCluster(process.env.JOURNEYS_DATA_DIR!).cluster;
/** Postgres writes down its process, its socket's folder and more, line by line. */
const postmaster = () => readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n');

export async function withDatabase<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const secrets = JSON.parse(readFileSync(join(process.env.JOURNEYS_DATA_DIR!, 'secrets.json'), 'utf8'));
  const folder = postmaster()[4]!;
  lstatSync(folder);
  const sql = postgres(socketUrl(folder, 'postgres', secrets.ownerPassword, 'concierta'), { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** The chapter's text as its log alone has it. */
export function readLog(chapterId: string): Promise<Y.Doc> {
  return withDatabase(async (sql) => {
    const ydoc = new Y.Doc();
    const rows =
      await sql`select payload from collab.chapter_updates where chapter_id = ${chapterId} order by seq`;
    for (const { payload } of rows) Y.applyUpdate(ydoc, payload);
    return ydoc;
  });
}

/** The words of a chapter as its log has them, with the names of what they stand in. */
export async function logOf(chapterId: string): Promise<string> {
  return (await readLog(chapterId)).getXmlFragment(FRAGMENT).toString();
}

/** Appends an entry to a chapter's log that nobody has open. */
export async function appendToLog(chapterId: string, change: (text: Y.XmlFragment) => void): Promise<void> {
  const ydoc = await readLog(chapterId);
  const before = Y.encodeStateVector(ydoc);
  ydoc.transact(() => change(ydoc.getXmlFragment(FRAGMENT)));
  const payload = Buffer.from(Y.encodeStateAsUpdate(ydoc, before));
  await withDatabase(async (sql) => {
    await sql`
      insert into collab.chapter_updates (chapter_id, seq, person_id, organization_id, client_id, payload)
      select chapter_id, seq + 1, person_id, organization_id, ${ydoc.clientID}, ${payload}
      from collab.chapter_updates where chapter_id = ${chapterId} order by seq desc limit 1`;
    await sql`update collab.chapter_heads set last_seq = last_seq + 1 where chapter_id = ${chapterId}`;
  });
}

/** Makes Postgres stand still for a while, as one does that is cut off from its server. */
export function holdPostgres(): () => void {
  const pids = postgresProcesses();
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  };
}

/** The postmaster and its children. */
function postgresProcesses(): number[] {
  const parent = Number(postmaster()[0]);
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
  return [parent, ...children.filter(Boolean).map(Number)];
}
