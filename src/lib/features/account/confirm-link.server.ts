import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { env } from '#lib/server/env.ts';
import { nextOfMail } from '#lib/server/next-path.ts';
import { attempt } from '#lib/server/rate-limit.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { markConfirmed } from './mark-confirmed.server.ts';

const TYPES = ['magiclink', 'email', 'signup', 'recovery', 'invite', 'email_change'] as const;
/** Who comes by these chooses a password. */
const PASSWORD_NEXT: ReadonlySet<string> = new Set(['recovery', 'invite']);
const link = z.object({ token_hash: z.string().min(10).max(200), type: z.enum(TYPES) });

/** What a mailed link says, or null when it is no such link (cut off by a mail program, say). */
export function readLink(fields: URLSearchParams | FormData): z.infer<typeof link> | null {
  return link.safeParse(Object.fromEntries(fields)).data ?? null;
}

/**
 * Uses a mailed link up and signs in. Gives the path to go on to: after `recovery`, `invite` and
 * while the account belongs to no organization yet, the page to choose a password. Invitations are accepted afterwards,
 * one by one. Throws `link_expired`.
 */
export async function confirmLink(event: RequestEvent, form: FormData): Promise<string> {
  const given = readLink(form);
  const { client, supabase } = event.locals;
  if (!given) throw new AppError('link_expired');
  const { user } = await attempt('link', { client, account: given.token_hash }, async () =>
    unwrap(await supabase.auth.verifyOtp(given)),
  );
  if (!user || (!PASSWORD_NEXT.has(given.type) && (await hasBelonged(event, user.id))))
    return nextOfMail(form.get('next'), env().ORIGIN);
  markConfirmed(event, user.id);
  return '/contrasena/nueva';
}

/**
 * Whether a person has ever belonged to an organization. Who has not was invited just now or installs the platform, and
 * their account has a password that nobody knows. (Auth servers differ in what they call the first sign-in.)
 */
async function hasBelonged({ locals }: RequestEvent, personId: string): Promise<boolean> {
  const memberships = locals.supabase.from('memberships').select('organization_id').eq('person_id', personId);
  return unwrap(await memberships.limit(1)).length > 0;
}
