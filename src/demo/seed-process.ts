import type { Sql } from 'postgres';
import { organizations } from './organizations.ts';
import type { Arrangement, Document, Step } from './arrangement.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Clock } from './clock.ts';
import { people } from './people.ts';
import { arrangementId } from './seed-arrangements.ts';
import { documentId } from './seed-documents.ts';
import { seedRound } from './seed-round.ts';
import { seedVersion, type Version } from './seed-version.ts';
import { stableId } from './stable-id.ts';

/** Later than whatever was written on the same day. */
const STEP_MINUTES = 7 * 60;

/** The way a document has gone: its steps and, where they say so, versions, the vote and the publication. */
export async function seedProcess(
  sql: Sql,
  clock: Clock,
  trail: AuditTrail,
  arrangement: Arrangement,
  document: Document,
): Promise<void> {
  let version: Version | null = null;
  let versions = 0;
  for (const step of document.steps) {
    const at = clock.daysAgo(step.daysAgo, STEP_MINUTES);
    if (step.freezes) {
      versions += 1;
      version = await seedVersion(sql, clock, { arrangement, document, step, number: versions, at });
    }
    if (step.action === 'open_voting') {
      const closing = document.steps.find(({ action }) => action === 'close_voting');
      const closedAt = closing ? clock.daysAgo(closing.daysAgo, STEP_MINUTES) : null;
      await seedRound(sql, clock, trail, {
        arrangement,
        document,
        version: version!,
        openedAt: at,
        closedAt,
      });
    }
    if (step.action === 'publish') await seedPublication(sql, document, version!, step, at);
    await seedStep(sql, trail, { arrangement, document, step, version, at });
  }
}

async function seedStep(
  sql: Sql,
  trail: AuditTrail,
  taken: { arrangement: Arrangement; document: Document; step: Step; version: Version | null; at: Date },
): Promise<void> {
  const { arrangement, document, step, version, at } = taken;
  const person = people[step.by];
  const organization = organizations[person.organization!];
  await sql`insert into public.document_transitions ${sql({
    id: stableId('step', document.key, step.action, String(step.daysAgo)),
    document_id: documentId(document.key),
    action: step.action,
    from_stage: step.from,
    to_stage: step.to,
    person_id: person.id,
    person_name: person.name,
    organization_name: organization.short,
    sector: organization.sector,
    note: step.note ?? null,
    version_id: version?.id ?? null,
    version_sha256: version?.sha256 ?? null,
    at,
  })}`;
  trail.add(at, {
    person_id: person.id,
    action: step.action,
    noun: 'document',
    noun_id: documentId(document.key),
    arrangement_id: arrangementId(arrangement.key),
    document_id: documentId(document.key),
    detail: { from: step.from, to: step.to, version: version?.id ?? null },
  });
}

async function seedPublication(
  sql: Sql,
  document: Document,
  version: Version,
  step: Step,
  at: Date,
): Promise<void> {
  const { slug, summary, gazetteName, gazetteNumber, gazetteDaysAfter } = document.publication!;
  await sql`insert into public.publications ${sql({
    id: stableId('publication', document.key),
    document_id: documentId(document.key),
    version_id: version.id,
    slug,
    title: document.title,
    summary,
    published_at: at,
    published_by: people[step.by].id,
    gazette_name: gazetteName,
    gazette_number: gazetteNumber,
    gazette_date: new Date(at.getTime() + gazetteDaysAfter * 86_400_000).toISOString().slice(0, 10),
  })}`;
}
