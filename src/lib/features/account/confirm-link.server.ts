import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { env } from '#lib/server/env.ts';
import { nextOfMail } from '#lib/server/next-path.ts';
import { attempt } from '#lib/server/rate-limit.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { admitPerson } from './admit-person.server.ts';
import { forgetPassword } from './forget-password.server.ts';
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
 * one by one. Throws `link_expired`, `account_suspended`.
 */
export async function confirmLink(event: RequestEvent, form: FormData): Promise<string> {
  const given = readLink(form);
  const { client, supabase } = event.locals;
  if (!given) throw new AppError('link_expired');
  const { user } = await attempt('link', { client, account: given.token_hash }, async () =>
    unwrap(await supabase.auth.verifyOtp(given)),
  );
  if (!user) return nextOfMail(form.get('next'), env().ORIGIN);
  await admitPerson(event.locals, user.id);
  const newcomer = await isNewcomer(event, user);
  if (newcomer && isFirstSignIn(user)) await forgetPassword(supabase);
  if (!newcomer && !PASSWORD_NEXT.has(given.type)) return nextOfMail(form.get('next'), env().ORIGIN);
  markConfirmed(event, user.id);
  return '/contrasena/nueva';
}

type User = { id: string; email_confirmed_at?: string; last_sign_in_at?: string };

/**
 * Whether an account has a password that nobody knows: somebody was invited just now, and has never belonged to an
 * organization; or installs the platform, and comes in for the first time. (What of an account is new at its first
 * sign-in differs between Auth servers; an administrator may belong to no organization for years.)
 */
async function isNewcomer({ locals }: RequestEvent, user: User): Promise<boolean> {
  const own = (table: 'memberships' | 'platform_administrators') =>
    locals.supabase.from(table).select('person_id').eq('person_id', user.id).limit(1);
  const [memberships, administrators] = await Promise.all([
    own('memberships'),
    own('platform_administrators'),
  ]);
  if (unwrap(memberships).length > 0) return false;
  return unwrap(administrators).length === 0 || isFirstSignIn(user);
}

/** Whether the link that signs in has just confirmed the address. */
function isFirstSignIn({ email_confirmed_at: confirmed, last_sign_in_at: signedIn }: User): boolean {
  return (
    confirmed !== undefined &&
    signedIn !== undefined &&
    Math.abs(Date.parse(signedIn) - Date.parse(confirmed)) < 10_000
  );
}
