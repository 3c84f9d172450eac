import { createServerClient } from '@supabase/ssr';
import { createClient } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import type { Database } from '#lib/generated/database.types.ts';
import { env } from './env.ts';

/** The gateway limits by this instead of an address, which it would only see as the web's own. */
const CLIENT_HEADER = 'x-concierta-client';

/** A browser that stays away for a month has to sign in again; each renewed token begins a new month. */
const SESSION_S = 30 * 24 * 60 * 60;

/** A server behind that hangs must not make the page hang: the longest step, freezing a long text, takes a few seconds. */
const ANSWER_MS = 20_000;

const fetchInTime: typeof fetch = (input, init) => {
  const signals = [AbortSignal.timeout(ANSWER_MS), ...(init?.signal ? [init.signal] : [])];
  return fetch(input, { ...init, signal: AbortSignal.any(signals) });
};

function headersFor({ locals }: RequestEvent) {
  return { [CLIENT_HEADER]: locals.client, 'x-request-id': locals.requestId };
}

/** A client that acts as the person whose session the request's cookies carry, and writes refreshed ones back. */
export function createSessionClient(event: RequestEvent) {
  const secure = event.url.protocol === 'https:';
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createServerClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    global: { headers: headersFor(event), fetch: fetchInTime },
    cookieOptions: {
      name: secure ? '__Host-sesion' : 'sesion',
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
    },
    cookies: {
      getAll: () => event.cookies.getAll(),
      setAll: (cookies) => {
        for (const { name, value, options } of cookies) {
          const maxAge = Math.min(options.maxAge ?? 0, SESSION_S);
          event.cookies.set(name, value, {
            ...options,
            maxAge,
            path: '/',
            httpOnly: true,
            sameSite: 'lax',
            secure,
          });
        }
      },
    },
  });
}

/** A client without a session: for mailed links (which must not need this browser) and for checking a password. */
export function createStrangerClient(event: RequestEvent) {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    global: { headers: headersFor(event), fetch: fetchInTime },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: 'implicit' },
  });
}
