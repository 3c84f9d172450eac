import type { EmailOtpType } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { toAppError } from '#lib/server/app-error.ts';
import { nextPath } from '#lib/server/next-path.ts';
import { countAttempt } from '#lib/server/rate-limit.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { markConfirmed } from './mark-confirmed.server.ts';

const TYPES = ['magiclink', 'email', 'signup', 'recovery', 'invite', 'email_change'] as const;
const link = z.object({ token_hash: z.string().min(10).max(200), type: z.enum(TYPES) });

/** What a mailed link says, or null when it is no such link (cut off by a mail program, say). */
export function readLink(fields: URLSearchParams | FormData): z.infer<typeof link> | null {
  return link.safeParse(Object.fromEntries(fields)).data ?? null;
}

/**
 * Uses a mailed link up and signs in. Gives the path to go on to: after `recovery` and `invite` the page to choose a
 * password. Throws `link_expired`.
 */
export async function confirmLink(event: RequestEvent, form: FormData): Promise<string> {
  const given = readLink(form);
  const { client, supabase } = event.locals;
  const takeBack = await countAttempt('link', client, given?.token_hash ?? '');
  const { user } = await verify(supabase, given?.type ?? 'magiclink', given?.token_hash ?? '-');
  await takeBack();
  if (given?.type !== 'recovery' && given?.type !== 'invite') return nextPath(form.get('next'));
  if (user) markConfirmed(event, user.id);
  return '/contrasena/nueva';
}

async function verify(supabase: App.Locals['supabase'], type: EmailOtpType, token_hash: string) {
  const answer = await supabase.auth.verifyOtp({ type, token_hash });
  if (!answer.error) return answer.data;
  // Servers of different ages call the link that signs in by one or the other name; a refused name uses nothing up.
  if (type === 'email' && toAppError(answer.error).code === 'bad_input') {
    return unwrap(await supabase.auth.verifyOtp({ type: 'magiclink', token_hash }));
  }
  return unwrap(answer);
}
