import { listThreads } from '#lib/features/comments/list-threads.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

// Only the two pages that show the discussion read it: reading a confidence leaves a record. What may be said in it goes
// with the document's stage and is read with that, by the pages.
export const load = ({ locals, params, depends }) => {
  depends('app:discussion');
  return orStop(async () => ({ threads: await listThreads(locals, params.id) }));
};
