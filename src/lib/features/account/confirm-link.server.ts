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
 * Uses a mailed link up and signs in. Gives the path to go on to: after `recovery`, `invite` and the first
 * sign-in of an account that an invitation made, the page to choose a password. Invitations are accepted afterwards, one by one. Throws `link_expired`.
 */
export async function confirmLink(event: RequestEvent, form: FormData): Promise<string> {
  const given = readLink(form);
  const { client, supabase } = event.locals;
  if (!given) throw new AppError('link_expired');
  const { user } = await attempt('link', { client, account: given.token_hash }, async () =>
    unwrap(await supabase.auth.verifyOtp(given)),
  );
  if (!PASSWORD_NEXT.has(given.type) && !isFirstSignIn(user))
    return nextOfMail(form.get('next'), env().ORIGIN);
  if (user) markConfirmed(event, user.id);
  return '/contrasena/nueva';
}

/** Whether the link that signs in has just confirmed the address: an account that an invitation made has no password that anybody knows. */
function isFirstSignIn(user: { email_confirmed_at?: string; last_sign_in_at?: string } | null): boolean {
  if (!user?.email_confirmed_at || !user.last_sign_in_at) return false;
  return Math.abs(Date.parse(user.last_sign_in_at) - Date.parse(user.email_confirmed_at)) < 10_000;
}
