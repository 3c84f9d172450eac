import { readWork } from '#lib/features/work/read-work.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals }) => orStop(async () => ({ work: await readWork(locals) }));
