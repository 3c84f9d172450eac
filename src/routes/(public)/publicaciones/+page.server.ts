import { listPublications } from '#lib/features/publishing/list-publications.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals }) => orStop(async () => ({ publications: await listPublications(locals) }));
