import { listStates } from '#lib/features/states/list-states.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals }) => orStop(async () => ({ states: await listStates(locals) }));
