import { stateOverview, type StateOverview } from '#lib/domain/state.ts';
import { AppError } from '#lib/server/app-error.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** A state's page: arrangements, parties, documents and how far they are. Throws `not_found` for an unknown code. */
export async function readState({ supabase }: App.Locals, code: string): Promise<StateOverview> {
  const data = unwrap(await supabase.rpc('state_overview', { p_code: code }));
  if (data === null) throw new AppError('not_found');
  return stateOverview.parse(data);
}
