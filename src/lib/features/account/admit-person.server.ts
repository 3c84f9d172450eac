import { AppError } from '#lib/server/app-error.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * The language of whoever has just shown who they are. The database gives no row for a suspended person: they are told so
 * now that they may know, and signed out again, instead of being asked to sign in over and over.
 * Throws `account_suspended`.
 */
export async function admitPerson({ supabase }: Pick<App.Locals, 'supabase'>, id: string): Promise<string> {
  const [row] = unwrap(await supabase.from('people').select('locale').eq('id', id));
  if (row) return row.locale;
  await supabase.auth.signOut({ scope: 'local' });
  throw new AppError('account_suspended');
}
