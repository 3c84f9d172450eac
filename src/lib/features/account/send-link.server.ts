import type { RequestEvent } from '@sveltejs/kit';
import type { AuthError } from '@supabase/supabase-js';
import { z } from 'zod';
import { toAppError } from '#lib/server/app-error.ts';
import { env } from '#lib/server/env.ts';
import { nextPath } from '#lib/server/next-path.ts';
import { attempt } from '#lib/server/rate-limit.ts';
import { readForm } from '#lib/server/read-form.ts';
import { createStrangerClient } from '#lib/server/supabase.ts';

const request = z.object({ email: z.string().trim().min(1).max(320).pipe(z.email()) });
const ANSWER_AFTER_MS = 800;

/** Mails a link that signs in, when the address has an account. Nobody can tell from the answer whether it has. */
export async function sendSignInLink(event: RequestEvent, form: FormData): Promise<void> {
  const { email } = readForm(request, form);
  const client = createStrangerClient(event);
  await sendQuietly(event, email, () =>
    client.auth.signInWithOtp({
      email,
      options: { shouldCreateUser: false, emailRedirectTo: confirmUrl(nextPath(form.get('next'))) },
    }),
  );
}

/** Mails a link to choose a new password, when the address has an account. Nobody can tell from the answer. */
export async function sendPasswordLink(event: RequestEvent, form: FormData): Promise<void> {
  const { email } = readForm(request, form);
  const client = createStrangerClient(event);
  await sendQuietly(event, email, () =>
    client.auth.resetPasswordForEmail(email, { redirectTo: confirmUrl('') }),
  );
}

function confirmUrl(next: string): string {
  const url = new URL('/auth/confirm', env().ORIGIN);
  if (next) url.searchParams.set('next', next);
  return url.href;
}

/** Takes equally long whether a mail was written or not; only a server that does not answer is told. */
async function sendQuietly(
  { locals }: RequestEvent,
  email: string,
  send: () => Promise<{ error: AuthError | null }>,
): Promise<void> {
  const wait = new Promise<void>((resolve) => setTimeout(resolve, ANSWER_AFTER_MS));
  const sending = attempt('mail', { client: locals.client, account: email }, async () => {
    const { error } = await send();
    if (!error) return;
    const known = toAppError(error);
    if (known.code === 'service_unavailable') throw known;
    locals.log.debug({ err: error }, 'no link was sent');
  });
  sending.catch(() => undefined);
  await Promise.all([wait, Promise.race([sending, wait])]);
}
