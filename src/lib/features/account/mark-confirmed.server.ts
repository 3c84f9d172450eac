import type { RequestEvent } from '@sveltejs/kit';
import { isSealOf, seal } from '#lib/server/seal.ts';

const COOKIE = 'confirmada';
const PATH = '/contrasena';
const MINUTES = 15;

function sealed(personId: string, until: string): string {
  return `${personId} ${until}`;
}

/** Notes for 15 minutes that this browser opened a mailed link of this person, who may then set a password without the old one. */
export function markConfirmed(event: RequestEvent, personId: string): void {
  const until = String(Date.now() + MINUTES * 60_000);
  event.cookies.set(COOKIE, `${until}.${seal('confirmed', sealed(personId, until))}`, {
    path: PATH,
    maxAge: MINUTES * 60,
    httpOnly: true,
    sameSite: 'strict',
    secure: event.url.protocol === 'https:',
  });
}

/** Whether this browser opened a mailed link of this person within the last 15 minutes. */
export function isConfirmed(event: RequestEvent, personId: string): boolean {
  const [until = '', mark = ''] = (event.cookies.get(COOKIE) ?? '').split('.');
  return Number(until) > Date.now() && isSealOf(mark, 'confirmed', sealed(personId, until));
}

/** The mark serves one change. */
export function forgetConfirmed(event: RequestEvent): void {
  event.cookies.delete(COOKIE, { path: PATH });
}
