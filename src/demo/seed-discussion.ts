import type { Sql } from 'postgres';
import { createAnchor } from '#lib/manuscript/anchors.ts';
import { checkContent } from '#lib/manuscript/content.ts';
import { positionAt, textMapOf } from '#lib/manuscript/text-map.ts';
import type { Document } from './arrangement.ts';
import { writeChapter } from './chapter-log.ts';
import type { Clock } from './clock.ts';
import { discussionCiudadDeMexico } from './discussion/ciudad-de-mexico.ts';
import { discussion1to2 } from './discussion/oaxaca-1-2.ts';
import { discussion3 } from './discussion/oaxaca-3.ts';
import { discussion4to6 } from './discussion/oaxaca-4-6.ts';
import type { Said, Thread } from './discussion/thread.ts';
import { organizations } from './organizations.ts';
import { people } from './people.ts';
import { chapterId, documentId } from './seed-documents.ts';
import { organizationId } from './seed-people.ts';
import { stableId } from './stable-id.ts';

export const threads: Thread[] = [
  ...discussion1to2,
  ...discussion3,
  ...discussion4to6,
  ...discussionCiudadDeMexico,
];

/** The threads on a document's chapters, each anchored where its quote stands. */
export async function seedDiscussion(sql: Sql, clock: Clock, document: Document): Promise<void> {
  for (const chapter of document.chapters) {
    const own = threads.filter((thread) => thread.chapter === chapter.key);
    if (!own.length) continue;
    const text = checkContent(writeChapter(chapter, clock)?.content);
    for (const thread of own) await seedThread(sql, clock, document, thread, text);
  }
}

function anchorOf(text: ReturnType<typeof checkContent>, quote: string) {
  const map = textMapOf(text);
  const start = map.text.indexOf(quote);
  if (start < 0 || map.text.includes(quote, start + 1)) {
    throw new Error(`The quote must stand exactly once in its chapter: ${quote}`);
  }
  const from = positionAt(map, start, 1);
  const to = positionAt(map, start + quote.length, -1);
  const anchor = from === null || to === null ? null : createAnchor(text, from, to);
  if (!anchor) throw new Error(`No anchor for: ${quote}`);
  return anchor;
}

/** Who said something: name, organization and sector, kept with what they said. */
function speaker({ by }: Pick<Said, 'by'>) {
  const { id, name, organization } = people[by];
  return {
    author_id: id,
    author_name: name,
    organization_id: organizationId(organization!),
    organization_name: organizations[organization!].short,
    sector: organizations[organization!].sector,
  };
}

async function seedThread(
  sql: Sql,
  clock: Clock,
  document: Document,
  thread: Thread,
  text: ReturnType<typeof checkContent>,
): Promise<void> {
  const id = stableId('thread', thread.chapter, thread.quote);
  const anchor = anchorOf(text, thread.quote);
  const visibility = thread.visibility ?? 'arrangement';
  const moment = (days: number, order: number) => clock.daysAgo(days, 90 + order * 47);
  const [opening] = thread.comments;
  const author = speaker(opening!);
  const { resolved } = thread;
  const [told] = await sql`
    select access.audience(${documentId(document.key)}, ${visibility}, ${author.sector}) as audience`;

  await sql`insert into public.comment_threads ${sql({
    id,
    document_id: documentId(document.key),
    chapter_id: chapterId(thread.chapter),
    anchor: sql.json(anchor),
    quote: anchor.quote.exact,
    visibility,
    audience: told!.audience,
    audience_sector: visibility === 'sector' ? author.sector : null,
    status: resolved ? 'resolved' : 'open',
    ...author,
    created_at: moment(opening!.daysAgo, 0),
    resolved_at: resolved ? moment(resolved.daysAgo, thread.comments.length) : null,
    resolved_by: resolved ? people[resolved.by].id : null,
    resolved_by_name: resolved ? people[resolved.by].name : null,
  })}`;
  await sql`insert into public.comments ${sql(
    thread.comments.map((comment, order) => ({
      id: stableId('comment', id, String(order)),
      thread_id: id,
      ...speaker(comment),
      body: comment.body,
      created_at: moment(comment.daysAgo, order),
    })),
  )}`;
}
