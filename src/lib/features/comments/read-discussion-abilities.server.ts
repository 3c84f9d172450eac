import { discussionAbilities, type DiscussionAbilities } from '#lib/domain/discussion-abilities.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Whether, for whom and to whom the person may speak in a document's discussion. Throws `not_found`. */
export async function readDiscussionAbilities(
  { supabase }: App.Locals,
  document: string,
): Promise<DiscussionAbilities> {
  return discussionAbilities.parse(
    unwrap(await supabase.rpc('discussion_abilities', { p_document: document })),
  );
}
