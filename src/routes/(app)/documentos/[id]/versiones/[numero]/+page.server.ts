import { readVersion } from '#lib/features/publishing/read-version.server.ts';
import { renderFrozen } from '#lib/features/publishing/render-frozen.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params }) =>
  orStop(async () => {
    const { canonical, ...version } = await readVersion(locals, params.id, params.numero);
    return { version, text: renderFrozen(canonical, version.sha256) };
  });
