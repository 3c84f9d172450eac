import { z } from 'zod';
import { stateSummary, type StateSummary } from '#lib/domain/state.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** The 32 entities, in INEGI order, with where each one's process stands. Public. */
export async function listStates({ supabase }: App.Locals): Promise<StateSummary[]> {
  return z.array(stateSummary).parse(unwrap(await supabase.rpc('list_states')));
}
