import { listThreads } from '#lib/features/comments/list-threads.server.ts';
import { readDiscussionAbilities } from '#lib/features/comments/read-discussion-abilities.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

// Only the two pages that show the discussion read it: reading a confidence leaves a record.
export const load = ({ locals, params, depends }) => {
  depends('app:discussion');
  return orStop(async () => {
    const [threads, discussion] = await Promise.all([
      listThreads(locals, params.id),
      readDiscussionAbilities(locals, params.id),
    ]);
    return { threads, discussion };
  });
};
