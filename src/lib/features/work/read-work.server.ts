import { work, type Work } from '#lib/domain/work.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** What waits for the signed-in person, across states. */
export async function readWork({ supabase }: App.Locals): Promise<Work> {
  return work.parse(unwrap(await supabase.rpc('my_work')));
}
