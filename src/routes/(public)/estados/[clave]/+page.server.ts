import { readState } from '#lib/features/states/read-state.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params }) =>
  orStop(async () => ({ state: await readState(locals, params.clave) }));
