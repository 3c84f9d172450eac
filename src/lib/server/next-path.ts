/** Where a person lands who wanted to go nowhere in particular. */
export const HOME_OF_PEOPLE = '/trabajo';

const NOWHERE = 'http://nowhere.invalid';
const PASSAGES = /^\/(entrar|salir|auth|contrasena)([/?#]|$)/;

/** A path of this site, from a parameter that anybody may have written. Anything else gives the fallback. */
export function ownPath(candidate: unknown, fallback: string): string {
  if (typeof candidate !== 'string' || candidate.length > 2000) return fallback;
  // Backslashes and control characters are read as slashes or dropped by browsers.
  // eslint-disable-next-line no-control-regex
  if (!candidate.startsWith('/') || /[\\\u0000-\u001f\u007f]/.test(candidate)) return fallback;
  if (!URL.canParse(candidate, NOWHERE)) return fallback;
  const url = new URL(candidate, NOWHERE);
  if (url.origin !== NOWHERE || url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search + url.hash;
}

/** Where to go on to after signing in: like `ownPath`, but never back to the pages that lead in and out. */
export function nextPath(candidate: unknown, fallback: string = HOME_OF_PEOPLE): string {
  const path = ownPath(candidate, fallback);
  return PASSAGES.test(path) ? fallback : path;
}

/**
 * Where a mailed link goes on to: a path, or the whole address that an Auth server was asked to lead back to (Supabase's
 * mail templates know nothing shorter), which then is this site's confirmation page with a `next` of its own.
 */
export function nextOfMail(candidate: unknown, origin: string): string {
  if (typeof candidate !== 'string' || !URL.canParse(candidate)) return nextPath(candidate);
  const url = new URL(candidate);
  if (url.origin !== origin) return HOME_OF_PEOPLE;
  return nextPath(
    url.pathname === '/auth/confirm' ? url.searchParams.get('next') : url.pathname + url.search,
  );
}

/** The sign-in page that leads back to this address; `ended` makes it say that a session has ended. */
export function signInPath(url: URL, ended = false): string {
  const next = nextPath(url.pathname + url.search);
  const query = new URLSearchParams({
    ...(next === HOME_OF_PEOPLE ? {} : { next }),
    ...(ended ? { aviso: 'sesion' } : {}),
  });
  return query.size ? `/entrar?${query}` : '/entrar';
}
