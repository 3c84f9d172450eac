import { listThreads } from '#lib/features/comments/list-threads.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params, depends }) => {
  depends('app:discussion');
  return orStop(async () => ({ threads: await listThreads(locals, params.id) }));
};
