import { readArrangements } from '#lib/features/work/read-arrangements.server.ts';
import { readWork } from '#lib/features/work/read-work.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals }) =>
  orStop(async () => {
    const [work, arrangements] = await Promise.all([readWork(locals), readArrangements(locals)]);
    return { work, arrangements };
  });
