import { unwrap } from '#lib/server/unwrap.ts';

/** The database rounds the moment up to the next second; whoever signs in again must do it after that. */
const ROUNDING_MS = 1100;

/** Ends the session of this browser. Succeeds also when the Auth server has already forgotten it. */
export async function signOut(locals: App.Locals): Promise<void> {
  const { error } = await locals.supabase.auth.signOut({ scope: 'local' });
  if (error) locals.log.warn({ err: error }, 'the Auth server did not end the session');
}

/** Ends all sessions of the person: no token issued until now counts, and open connections close. */
export async function signOutEverywhere(locals: App.Locals): Promise<void> {
  const { supabase, person } = locals;
  if (person) {
    unwrap(await supabase.rpc('sign_out_everywhere'));
    const { error } = await supabase.auth.signOut({ scope: 'global' });
    if (error) locals.log.warn({ err: error }, 'the Auth server did not end the sessions');
    await new Promise((resolve) => setTimeout(resolve, ROUNDING_MS));
  }
  await signOut(locals);
}
