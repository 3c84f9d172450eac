import type { LimitKind } from './rate-limits.ts';

/** What a request may do at the gateway. */
export type Door = { maxBody: number; limit: LimitKind | undefined; needsKey: boolean };

const KIB = 1024;
const AUTH_BODY = 64 * KIB;
/** A whole imported document goes through one call. */
const REST_BODY = 16 * KIB * KIB;

/**
 * Method and path below /auth/v1 that are let through. Left out: sign-in by other sites, links that the auth server
 * answers itself, and signing up with a password, which would still be good once the address's owner has confirmed it.
 */
const AUTH: Record<string, LimitKind | undefined | ((query: URLSearchParams) => LimitKind)> = {
  'POST token': (query) => (query.get('grant_type') === 'password' ? 'proof' : 'renewal'),
  'POST verify': 'proof',
  'POST otp': 'mail',
  'POST recover': 'mail',
  'POST resend': 'mail',
  'GET reauthenticate': 'mail',
  'POST logout': undefined,
  'GET user': undefined,
  'PUT user': undefined,
  'GET health': undefined,
  'GET settings': undefined,
  'GET .well-known/jwks.json': undefined,
};

const REST_METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];
const REST_PATH = /^\/rest\/v1\/(rpc\/)?[a-z_][a-z0-9_]*$/;

/** The door that a request goes through, or undefined when there is none: only e-mail sign-in and REST exist. */
export function doorFor(method: string, url: URL): Door | undefined {
  if (url.pathname.startsWith('/auth/v1/')) {
    const route = `${method} ${url.pathname.slice('/auth/v1/'.length)}`;
    if (!Object.hasOwn(AUTH, route)) return undefined;
    const limit = AUTH[route];
    return {
      maxBody: AUTH_BODY,
      limit: typeof limit === 'function' ? limit(url.searchParams) : limit,
      needsKey: !url.pathname.includes('/.well-known/'),
    };
  }
  if (!REST_PATH.test(url.pathname) || !REST_METHODS.includes(method)) return undefined;
  return { maxBody: REST_BODY, limit: undefined, needsKey: true };
}

/**
 * Whether a request would change a person's e-mail address. The server behind confirms that from the old mailbox alone, and
 * an address carries invitations. A body that cannot be read here might be read there, and is refused, too.
 */
export function changesAddress(method: string, url: URL, body: Buffer): boolean {
  if (method !== 'PUT' || url.pathname !== '/auth/v1/user') return false;
  try {
    const fields: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof fields === 'object' && fields !== null && ('email' in fields || 'phone' in fields);
  } catch {
    return true;
  }
}
