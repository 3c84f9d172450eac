import type { Sql } from 'postgres';
import type { Arrangement, Document } from './arrangement.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Clock } from './clock.ts';
import { organizations } from './organizations.ts';
import { people } from './people.ts';
import { arrangementId, bodyId, seatId } from './seed-arrangements.ts';
import { documentId } from './seed-documents.ts';
import { organizationId } from './seed-people.ts';
import type { Version } from './seed-version.ts';
import { stableId } from './stable-id.ts';

type Round = {
  arrangement: Arrangement;
  document: Document;
  version: Version;
  openedAt: Date;
  closedAt: Date | null;
};

/** A round of voting on a version, with the seats as they stood and how those that voted did. */
export async function seedRound(sql: Sql, clock: Clock, trail: AuditTrail, round: Round): Promise<void> {
  const { arrangement, document, version, openedAt, closedAt } = round;
  const id = stableId('round', document.key);
  const body = arrangement.bodies.find(({ key }) => key === document.votes)!;
  const seats = body.seats.filter(({ vote }) => vote);
  const seatOf = (organization: (typeof seats)[number]['organization']) =>
    seatId(arrangement.key, body.key, organization);

  await sql`insert into public.voting_rounds ${sql({
    id,
    document_id: documentId(document.key),
    version_id: version.id,
    body_id: bodyId(arrangement.key, body.key),
    quorum: body.quorum ?? 0.5,
    majority_rule: body.majority ?? 'simple',
    open_tally: body.openTally ?? false,
    opened_at: openedAt,
    closed_at: closedAt,
    outcome: closedAt ? 'adopted' : null,
  })}`;
  await sql`insert into public.voting_round_seats ${sql(
    seats.map(({ organization, label, titular, suplente }) => ({
      round_id: id,
      seat_id: seatOf(organization),
      organization_id: organizationId(organization),
      organization_name: organizations[organization].name,
      sector: organizations[organization].sector,
      label: label ?? '',
      titular_id: titular ? people[titular].id : null,
      suplente_id: suplente ? people[suplente].id : null,
      vacant: !titular,
    })),
  )}`;
  for (const [order, ballot] of (document.ballots ?? []).entries()) {
    const person = people[ballot.by];
    const seat = seatOf(person.organization!);
    const at = clock.daysAgo(ballot.daysAgo, 60 + order * 23);
    await sql`insert into public.votes ${sql({
      round_id: id,
      seat_id: seat,
      choice: ballot.choice,
      dissent: ballot.dissent ?? null,
      person_id: person.id,
      capacity: 'titular',
      version_sha256: version.sha256,
      cast_at: at,
    })}`;
    trail.add(at, {
      person_id: person.id,
      action: 'cast',
      noun: 'vote',
      noun_id: seat,
      arrangement_id: arrangementId(arrangement.key),
      document_id: documentId(document.key),
      detail: { round: id, capacity: 'titular' },
    });
  }
}
