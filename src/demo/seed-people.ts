import type { Sql } from 'postgres';
import type { Clock } from './clock.ts';
import { type OrganizationKey, organizations } from './organizations.ts';
import { DEMO_PASSWORD, people } from './people.ts';
import { stableId } from './stable-id.ts';

export const organizationId = (key: OrganizationKey): string => stableId('organization', key);

/** The people as the Auth server knows them, the organizations, and who belongs to which. */
export async function seedPeople(sql: Sql, clock: Clock): Promise<void> {
  const since = clock.daysAgo(330);
  const everyone = Object.values(people);

  await sql`insert into auth.users ${sql(
    everyone.map(({ id, email, name }) => ({
      id,
      aud: 'authenticated',
      role: 'authenticated',
      email,
      email_confirmed_at: since,
      raw_app_meta_data: sql.json({ provider: 'email', providers: ['email'], display_name: name }),
      raw_user_meta_data: sql.json({ sub: id, email, email_verified: true }),
      created_at: since,
      updated_at: since,
    })),
  )}`;
  const visitors = everyone.filter(({ signsIn }) => signsIn).map(({ id }) => id);
  await sql`
    update auth.users
    set encrypted_password = extensions.crypt(${DEMO_PASSWORD}, extensions.gen_salt('bf', 10))
    where id in ${sql(visitors)}`;
  await sql`insert into auth.identities ${sql(
    everyone.map(({ id, email }) => ({
      id: stableId('identity', id),
      provider: 'email',
      provider_id: id,
      user_id: id,
      identity_data: sql.json({ sub: id, email, email_verified: true }),
      created_at: since,
      updated_at: since,
    })),
  )}`;

  await sql`insert into public.organizations ${sql(
    Object.entries(organizations).map(([key, { name, short, sector, jurisdiction }]) => ({
      id: organizationId(key as OrganizationKey),
      name,
      short_name: short,
      sector,
      jurisdiction_code: jurisdiction,
      created_at: since,
    })),
  )}`;
  await sql`insert into public.memberships ${sql(
    everyone.flatMap(({ id, organization, position }) =>
      organization
        ? [{ person_id: id, organization_id: organizationId(organization), position, created_at: since }]
        : [],
    ),
  )}`;
  await sql`insert into public.platform_administrators (person_id) values (${people.admin.id})`;
}
