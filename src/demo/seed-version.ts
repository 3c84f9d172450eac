import type { Sql } from 'postgres';
import { canonicalJson, sha256Hex } from '#lib/domain/canonical-json.ts';
import type { Arrangement, Document, Step } from './arrangement.ts';
import { writeChapter } from './chapter-log.ts';
import type { Clock } from './clock.ts';
import { people } from './people.ts';
import { chapterId, documentId } from './seed-documents.ts';
import { stableId } from './stable-id.ts';

export type Version = { id: string; sha256: string };

/** Freezes the text as it stood at that moment, in the form that access.freeze_version() gives it. */
export async function seedVersion(
  sql: Sql,
  clock: Clock,
  frozen: { arrangement: Arrangement; document: Document; step: Step; number: number; at: Date },
): Promise<Version> {
  const { arrangement, document, step, number, at } = frozen;
  const canonical = canonicalJson({
    format: 'concierta/1',
    number,
    document: {
      id: documentId(document.key),
      kind: document.kind,
      title: document.title,
      jurisdiction: arrangement.jurisdiction,
    },
    chapters: document.chapters.map((chapter, place) => ({
      id: chapterId(chapter.key),
      position: place + 1,
      title: chapter.title,
      content: JSON.parse(JSON.stringify(writeChapter(chapter, clock, at)?.content)) as unknown,
    })),
  });
  const id = stableId('version', document.key, String(number));
  const sha256 = await sha256Hex(canonical);
  await sql`insert into public.versions ${sql({
    id,
    document_id: documentId(document.key),
    number,
    canonical,
    sha256,
    frozen_by: people[step.by].id,
    frozen_at: at,
    reason: step.action,
  })}`;
  return { id, sha256 };
}
