import { json } from '@sveltejs/kit';
import { readPastChapter } from '#lib/features/history/read-past-chapter.server.ts';
import { readMoment } from '#lib/features/history/read-moment.server.ts';
import { orStop } from '#lib/server/answer-error.ts';
import type { RequestHandler } from './$types';

/** A past text for the editor that restores it. */
export const GET: RequestHandler = ({ locals, params }) =>
  orStop(async () => {
    await readPastChapter(locals, params.id, params.capitulo);
    const { seq, at, content } = await readMoment(locals, params.capitulo, params.entrada);
    return json({ seq, at, content });
  });
