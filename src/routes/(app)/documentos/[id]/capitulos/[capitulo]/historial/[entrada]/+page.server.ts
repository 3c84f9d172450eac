import { previewMoment } from '#lib/features/history/preview-moment.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params, url }) =>
  orStop(async () => ({
    preview: await previewMoment(
      locals,
      params.id,
      params.capitulo,
      params.entrada,
      url.searchParams.get('ver'),
    ),
  }));
