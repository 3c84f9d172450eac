import { isAuthRetryableFetchError } from '@supabase/supabase-js';
import { redirect, type Handle } from '@sveltejs/kit';
import { z } from 'zod';
import { toAppError } from './app-error.ts';
import { signInPath } from './next-path.ts';
import { createSessionClient } from './supabase.ts';

type Session = Pick<App.Locals, 'person' | 'session'>;

/** Cookies that say that a request is somebody's; not whether it is. */
export const SESSION_COOKIE = /^(__Host-)?sesion(\.\d+)?$/;
const PATIENCE_MS = 5000;
const UNKNOWN: Session = { person: null, session: 'unknown' };
const ENDED: Session = { person: null, session: 'ended' };

const claims = z.object({ sub: z.uuid(), email: z.string().default('') });

/** What a token says of its bearer, or null. Not verified here: the database verifies it before it answers. */
function readClaims(token: string) {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    return claims.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Asks the database who this is, with the person's own token: it verifies the token, and gives no row for a person who
 * was suspended or signed out everywhere, though the token's signature still holds.
 */
async function readSession(supabase: App.Locals['supabase']): Promise<Session> {
  const { data, error } = await supabase.auth.getSession();
  if (isAuthRetryableFetchError(error)) return UNKNOWN;
  const bearer = readClaims(data.session?.access_token ?? '');
  if (!bearer) return ENDED;
  const { sub: id, email } = bearer;
  const answer = await supabase.from('people').select('display_name').eq('id', id).maybeSingle();
  if (answer.data) return { person: { id, email, name: answer.data.display_name }, session: 'open' };
  return answer.error && toAppError(answer.error).code !== 'not_signed_in' ? UNKNOWN : ENDED;
}

/** The library tries for half a minute to renew a token; a reader is told sooner that nobody can say who they are. */
function inTime(reading: Promise<Session>): Promise<Session> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Session>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, UNKNOWN);
  });
  reading.catch(() => undefined);
  return Promise.race([reading, late]).finally(() => clearTimeout(timer));
}

/** Says who is asking. Cookies of a session that no longer counts are taken away. */
export const handleSession: Handle = async ({ event, resolve }) => {
  const { locals, cookies } = event;
  locals.supabase = createSessionClient(event);
  const carries = cookies.getAll().some(({ name }) => SESSION_COOKIE.test(name));
  Object.assign(
    locals,
    carries ? await inTime(readSession(locals.supabase)) : { person: null, session: 'none' },
  );
  if (locals.session === 'unknown')
    locals.log.error('nobody can say who this is: Auth or REST does not answer');
  if (locals.session === 'ended') await locals.supabase.auth.signOut({ scope: 'local' });
  return resolve(event);
};

/** Rooms for signed-in people send everybody else to the sign-in page, and from there back to where they wanted to go. */
export const handleGuard: Handle = ({ event, resolve }) => {
  const { locals, request, route, url } = event;
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (reading && route.id?.startsWith('/(app)') && !locals.person && locals.session !== 'unknown') {
    redirect(303, signInPath(url, locals.session === 'ended'));
  }
  return resolve(event);
};
