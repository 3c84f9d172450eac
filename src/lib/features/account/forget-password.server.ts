import { randomBytes } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { unwrap } from '#lib/server/unwrap.ts';

/** Whatever kinds of characters an Auth server asks for. */
const EVERY_KIND = 'aA1!';

/**
 * Replaces the signed-in account's password by one that nobody knows, and ends its other sessions. Where the Auth server
 * lets people sign up, whoever knew an address may have signed up with it and a password of theirs, before its owner was
 * invited and confirmed it.
 */
export async function forgetPassword({ auth }: Pick<SupabaseClient, 'auth'>): Promise<void> {
  unwrap(await auth.updateUser({ password: `${randomBytes(32).toString('base64url')}${EVERY_KIND}` }));
  unwrap({ data: null, ...(await auth.signOut({ scope: 'others' })) });
}
