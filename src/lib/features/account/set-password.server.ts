import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/generated/paraglide/messages.js';
import { AppError } from '#lib/server/app-error.ts';
import { attempt } from '#lib/server/rate-limit.ts';
import { readForm } from '#lib/server/read-form.ts';
import { requirePerson } from '#lib/server/require-person.ts';
import { createStrangerClient } from '#lib/server/supabase.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { forgetConfirmed, isConfirmed } from './mark-confirmed.server.ts';
import { MAXIMUM_BYTES, MINIMUM_LENGTH, passwordStrength } from './password-strength.ts';
import { endAllSessions } from './sign-out.server.ts';

const choice = z.object({
  password: z
    .string()
    .min(MINIMUM_LENGTH)
    .refine((text) => Buffer.byteLength(text) <= MAXIMUM_BYTES, {
      params: { words: () => m.errors_field_password_too_long({ maximum: MAXIMUM_BYTES }) },
    }),
  current: z.string().max(400).default(''),
});

/**
 * Sets the signed-in person's password and ends all their sessions: whoever knew the old one is out at once, with what
 * they had open. This browser goes on in a new session. Needs the current password, unless a mailed link was opened just
 * before. Throws `wrong_credentials`, `weak_password`, `same_password`.
 */
export async function setPassword(event: RequestEvent, form: FormData): Promise<void> {
  const person = requirePerson(event.locals);
  const { password, current } = readForm(choice, form);
  if (passwordStrength(password, person.email) === 'weak') throw new AppError('weak_password');
  if (!isConfirmed(event, person.id)) await checkPassword(event, person, current);
  const { auth } = event.locals.supabase;
  unwrap(await auth.updateUser({ password }));
  await endAllSessions(event.locals);
  unwrap(await auth.signInWithPassword({ email: person.email, password }));
  forgetConfirmed(event);
}

async function checkPassword(event: RequestEvent, person: { id: string; email: string }, password: string) {
  const { auth } = createStrangerClient(event);
  await attempt('password', { client: event.locals.client, account: person.id }, async () =>
    unwrap(await auth.signInWithPassword({ email: person.email, password: password || '-' })),
  );
  await auth.signOut({ scope: 'local' });
}
