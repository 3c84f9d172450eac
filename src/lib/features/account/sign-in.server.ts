import { setTimeout as wait } from 'node:timers/promises';
import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { DEMO_PASSWORD, DEMO_ROLES, demoEmail } from '#lib/domain/demo-people.ts';
import { cookieName, isLocale } from '#lib/generated/paraglide/runtime.js';
import { AppError } from '#lib/server/app-error.ts';
import { env } from '#lib/server/env.ts';
import { nextPath } from '#lib/server/next-path.ts';
import { attempt } from '#lib/server/rate-limit.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { admitPerson } from './admit-person.server.ts';
import { rememberLanguage } from './remember-language.server.ts';

const credentials = z.object({
  email: z.string().trim().min(1).max(320).pipe(z.email()),
  password: z.string().min(1).max(400),
});
const persona = z.object({ role: z.enum(DEMO_ROLES) });

/**
 * Signs in with e-mail and password. Gives the path to go on to; throws `wrong_credentials`, `account_suspended` or
 * `too_many_attempts`.
 */
export async function signIn(event: RequestEvent, form: FormData): Promise<string> {
  const { email, password } = readForm(credentials, form);
  await enter(event, email, password);
  return nextPath(form.get('next'));
}

/** Signs in as a person of the demo world, where there is one. */
export async function signInAsDemo(event: RequestEvent, form: FormData): Promise<string> {
  if (!env().DEMO) throw new AppError('not_found');
  const { role } = readForm(persona, form);
  await enter(event, demoEmail(role), DEMO_PASSWORD);
  return nextPath(form.get('next'));
}

/** The people whom the sign-in page offers: the demo world's, where there is one. */
export function demoRoles() {
  return env().DEMO ? DEMO_ROLES : [];
}

/** Until then nobody learns that a sign-in is refused: checking a password takes longer than finding no account. */
const REFUSED_AFTER_MS = 500;

async function enter(event: RequestEvent, email: string, password: string): Promise<void> {
  const { supabase, client } = event.locals;
  const { user } = await attempt('sign-in', { client, account: email }, async () => {
    const atEarliest = wait(REFUSED_AFTER_MS);
    const answer = await supabase.auth.signInWithPassword({ email, password });
    if (answer.error) await atEarliest;
    return unwrap(answer);
  });
  const locale = await admitPerson(event.locals, user.id);
  if (!event.cookies.get(cookieName) && isLocale(locale)) rememberLanguage(event, locale);
}
