import { readAuthorship } from '#lib/features/history/read-authorship.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params, url }) =>
  orStop(async () => ({
    authorship: await readAuthorship(locals, params.id, params.capitulo, url.searchParams.get('por')),
  }));
