import { listPublications } from '#lib/features/publishing/list-publications.server.ts';
import { listStates } from '#lib/features/states/list-states.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals }) =>
  orStop(async () => {
    const [states, publications] = await Promise.all([listStates(locals), listPublications(locals)]);
    return { states, publications: publications.slice(0, 5) };
  });
