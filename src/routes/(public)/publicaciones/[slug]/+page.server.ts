import { readPublication } from '#lib/features/publishing/read-publication.server.ts';
import { renderFrozen } from '#lib/features/publishing/render-frozen.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params }) =>
  orStop(async () => {
    const { canonical, ...publication } = await readPublication(locals, params.slug);
    return { publication, text: renderFrozen(canonical, publication.version.sha256) };
  });
