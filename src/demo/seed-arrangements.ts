import type { Sql } from 'postgres';
import type { Arrangement } from './arrangement.ts';
import type { Clock } from './clock.ts';
import type { OrganizationKey } from './organizations.ts';
import { people } from './people.ts';
import { organizationId } from './seed-people.ts';
import { stableId } from './stable-id.ts';

export const arrangementId = (key: string): string => stableId('arrangement', key);
export const bodyId = (arrangement: string, key: string): string => stableId('body', arrangement, key);
export const seatId = (arrangement: string, body: string, organization: OrganizationKey): string =>
  stableId('seat', arrangement, body, organization);

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** One state's arrangement with its parties, its bodies and who sits in them. */
export async function seedArrangement(sql: Sql, clock: Clock, arrangement: Arrangement): Promise<void> {
  const id = arrangementId(arrangement.key);
  const { signedDaysAgo } = arrangement;
  const signed = signedDaysAgo === null ? null : day(clock.daysAgo(signedDaysAgo));
  const joined = signed ?? day(clock.daysAgo(20));

  await sql`insert into public.arrangements ${sql({
    id,
    jurisdiction_code: arrangement.jurisdiction,
    kind: arrangement.kind,
    title: arrangement.title,
    object: arrangement.object,
    status: arrangement.status,
    signed_on: signed,
    in_force_from: signed,
    in_force_until: signedDaysAgo === null ? null : day(clock.daysAgo(signedDaysAgo - 3 * 365)),
    created_at: clock.daysAgo((signedDaysAgo ?? 20) + 1),
  })}`;
  await sql`insert into public.arrangement_parties ${sql(
    Object.entries(arrangement.parties).map(([organization, role]) => ({
      arrangement_id: id,
      organization_id: organizationId(organization as OrganizationKey),
      role,
      joined_on: joined,
    })),
  )}`;
  for (const [position, body] of arrangement.bodies.entries()) {
    await sql`insert into public.bodies ${sql({
      id: bodyId(arrangement.key, body.key),
      arrangement_id: id,
      kind: body.kind,
      name: body.name,
      quorum: body.quorum ?? 0.5,
      majority_rule: body.majority ?? 'simple',
      open_tally: body.openTally ?? false,
      position,
    })}`;
    await sql`insert into public.seats ${sql(
      body.seats.map((seat, place) => ({
        id: seatId(arrangement.key, body.key, seat.organization),
        body_id: bodyId(arrangement.key, body.key),
        organization_id: organizationId(seat.organization),
        titular_id: seat.titular && people[seat.titular].id,
        suplente_id: seat.suplente ? people[seat.suplente].id : null,
        has_vote: seat.vote,
        label: seat.label ?? '',
        position: place,
      })),
    )}`;
  }
}
