import { randomUUID } from 'node:crypto';
import postgres, { type Sql } from 'postgres';

/**
 * Makes whoever has this address an administrator of the platform, with an account where there was none: they sign in
 * by a mailed link. Without an address, nothing changes.
 * @returns whether anybody administers the platform
 */
export async function ensureAdministrator(databaseUrl: string, email: string | undefined): Promise<boolean> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    if (email) await sql.begin((tx) => appoint(tx as unknown as Sql, email.trim().toLowerCase()));
    const [row] = await sql<{ any: boolean }[]>`
      select exists (select from public.platform_administrators) as any`;
    return row!.any;
  } finally {
    await sql.end();
  }
}

async function appoint(sql: Sql, email: string): Promise<void> {
  const [known] = await sql<{ id: string }[]>`select id from auth.users where lower(email) = ${email}`;
  const id = known?.id ?? (await addUser(sql, email));
  const appointed = await sql`
    insert into public.platform_administrators (person_id) values (${id}) on conflict do nothing returning 1`;
  if (appointed.length > 0) await sql`select access.record('appoint', 'administrator', ${id}, null, null)`;
}

/** An account without a password, as the Auth server would have made it for a mailed link. */
async function addUser(sql: Sql, email: string): Promise<string> {
  const id = randomUUID();
  const identity = { sub: id, email, email_verified: false };
  await sql`insert into auth.users ${sql({
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email,
    raw_app_meta_data: sql.json({
      provider: 'email',
      providers: ['email'],
      display_name: email.split('@')[0] ?? email,
    }),
    raw_user_meta_data: sql.json(identity),
    created_at: new Date(),
    updated_at: new Date(),
  })}`;
  await sql`insert into auth.identities ${sql({
    id: randomUUID(),
    provider: 'email',
    provider_id: id,
    user_id: id,
    identity_data: sql.json(identity),
    created_at: new Date(),
    updated_at: new Date(),
  })}`;
  return id;
}
