import { isAuthRetryableFetchError } from '@supabase/supabase-js';
import { redirect, type Handle } from '@sveltejs/kit';
import { signInPath } from './next-path.ts';
import { createSessionClient } from './supabase.ts';

const SESSION_COOKIE = /^(__Host-)?sesion(\.\d+)?$/;

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** Says who is asking, from claims whose signature was verified here (JWKS) or by the Auth server (HS256). */
export const handleSession: Handle = async ({ event, resolve }) => {
  const { locals, cookies } = event;
  locals.supabase = createSessionClient(event);
  locals.person = null;
  locals.sessionUnknown = false;
  if (cookies.getAll().some(({ name }) => SESSION_COOKIE.test(name))) {
    const { data, error } = await locals.supabase.auth.getClaims();
    if (data) {
      const { sub: id, email, user_metadata } = data.claims;
      locals.person = { id, email: text(email), name: text(user_metadata?.display_name) || text(email) };
    } else if (isAuthRetryableFetchError(error)) {
      locals.sessionUnknown = true;
      locals.log.error({ err: error }, 'the Auth server does not answer');
    }
  }
  return resolve(event);
};

/** Rooms for signed-in people send everybody else to the sign-in page, and from there back to where they wanted to go. */
export const handleGuard: Handle = ({ event, resolve }) => {
  const { locals, request, route, url } = event;
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (reading && route.id?.startsWith('/(app)') && !locals.person && !locals.sessionUnknown) {
    redirect(303, signInPath(url));
  }
  return resolve(event);
};
