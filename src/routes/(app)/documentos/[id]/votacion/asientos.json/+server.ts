import { json } from '@sveltejs/kit';
import { readSeats } from '#lib/features/voting/read-seats.server.ts';
import { orStop } from '#lib/server/answer-error.ts';
import type { RequestHandler } from './$types';

/** Who has voted by now, for whoever is about to close the vote. */
export const GET: RequestHandler = ({ locals, params }) =>
  orStop(async () => json(await readSeats(locals, params.id)));
