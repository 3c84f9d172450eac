import { unwrap } from '#lib/server/unwrap.ts';

/** The database rounds the moment up to the next second; whoever signs in again must do it after that. */
const ROUNDING_MS = 1100;

/** Ends the session of this browser, in all its tabs. Succeeds also when the Auth server has already forgotten it. */
export async function signOut(locals: App.Locals): Promise<void> {
  if (locals.person) {
    const { error } = await locals.supabase.rpc('sign_out_here');
    if (error) locals.log.warn({ err: error }, 'open connections of the session were not closed');
  }
  const { error } = await locals.supabase.auth.signOut({ scope: 'local' });
  if (error) locals.log.warn({ err: error }, 'the Auth server did not end the session');
}

/**
 * Ends all sessions of the person, this one too: no token issued until now counts, and open connections close. Resolves
 * when whoever signs in again gets a token that counts.
 */
export async function endAllSessions({ supabase, log }: App.Locals): Promise<void> {
  unwrap(await supabase.rpc('sign_out_everywhere'));
  const { error } = await supabase.auth.signOut({ scope: 'global' });
  if (error) log.warn({ err: error }, 'the Auth server did not end the sessions');
  await new Promise((resolve) => setTimeout(resolve, ROUNDING_MS));
}

/** Ends all sessions of the person and takes this browser's cookies away. */
export async function signOutEverywhere(locals: App.Locals): Promise<void> {
  if (locals.person) await endAllSessions(locals);
  await locals.supabase.auth.signOut({ scope: 'local' });
}
