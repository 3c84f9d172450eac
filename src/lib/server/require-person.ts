import { AppError } from './app-error.ts';

/** The signed-in person of a request. Throws `not_signed_in`, or `service_unavailable` when nobody can tell. */
export function requirePerson(locals: App.Locals): NonNullable<App.Locals['person']> {
  if (locals.person) return locals.person;
  throw new AppError(locals.session === 'unknown' ? 'service_unavailable' : 'not_signed_in');
}
