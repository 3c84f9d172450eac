import type { Sql } from 'postgres';
import type { Arrangement, Document } from './arrangement.ts';
import type { AuditTrail } from './audit-trail.ts';
import { type ChapterLog, writeChapter } from './chapter-log.ts';
import type { Clock } from './clock.ts';
import type { ChapterText } from './notation.ts';
import { people } from './people.ts';
import { arrangementId, bodyId } from './seed-arrangements.ts';
import { organizationId } from './seed-people.ts';
import { stableId } from './stable-id.ts';

export const documentId = (key: string): string => stableId('document', key);
export const chapterId = (key: string): string => stableId('chapter', key);

/** Who opens an arrangement's documents: whoever sits for its coordinating party. */
export function coordinatorOf(arrangement: Arrangement) {
  const organization = Object.entries(arrangement.parties).find(([, role]) => role === 'coordinator')?.[0];
  const coordinator = Object.values(people).find((person) => person.organization === organization);
  if (!coordinator) throw new Error(`${arrangement.key} has no coordinator`);
  return coordinator;
}

/** A document with its chapters; their texts go through the log, entry by entry, as if they had been typed. */
export async function seedDocument(
  sql: Sql,
  clock: Clock,
  trail: AuditTrail,
  arrangement: Arrangement,
  document: Document,
): Promise<void> {
  const coordinator = coordinatorOf(arrangement);
  const created = clock.daysAgo(document.createdDaysAgo);
  await sql`insert into public.documents ${sql({
    id: documentId(document.key),
    arrangement_id: arrangementId(arrangement.key),
    kind: document.kind,
    title: document.title,
    stage: document.stage,
    voting_body_id: bodyId(arrangement.key, document.votes),
    created_by: coordinator.id,
    created_at: created,
  })}`;
  trail.add(created, {
    person_id: coordinator.id,
    action: 'create',
    noun: 'document',
    noun_id: documentId(document.key),
    arrangement_id: arrangementId(arrangement.key),
    document_id: documentId(document.key),
    detail: { title: document.title, kind: document.kind },
  });
  await sql`insert into public.chapters ${sql(
    document.chapters.map((chapter, at) => ({
      id: chapterId(chapter.key),
      document_id: documentId(document.key),
      position: at + 1,
      title: chapter.title,
      lead_body_id: chapter.lead === null ? null : bodyId(arrangement.key, chapter.lead),
      created_at: created,
    })),
  )}`;
  for (const chapter of document.chapters) {
    const log = writeChapter(chapter, clock);
    // An empty chapter starts like one that was just added; the collaboration server gives it its first paragraph.
    if (log) await seedText(sql, chapter, log);
    else {
      await sql`insert into collab.chapter_seeds ${sql({
        chapter_id: chapterId(chapter.key),
        person_id: coordinator.id,
        content: null,
      })}`;
    }
  }
}

async function seedText(sql: Sql, chapter: ChapterText, log: ChapterLog): Promise<void> {
  const id = chapterId(chapter.key);
  const seq = log.entries.length;
  await sql`insert into collab.chapter_updates ${sql(
    log.entries.map((entry, at) => ({
      chapter_id: id,
      seq: at + 1,
      person_id: people[entry.author].id,
      organization_id: organizationId(people[entry.author].organization!),
      client_id: entry.client,
      payload: Buffer.from(entry.payload),
      at: entry.at,
    })),
  )}`;
  await sql`insert into collab.chapter_heads ${sql({ chapter_id: id, last_seq: seq })}`;
  await sql`insert into collab.chapter_snapshots ${sql({
    chapter_id: id,
    seq,
    state: Buffer.from(log.state),
  })}`;
  await sql`insert into public.chapter_texts ${sql({
    chapter_id: id,
    seq,
    content: sql.json(log.content as never),
    updated_at: log.entries.at(-1)!.at,
  })}`;
}
