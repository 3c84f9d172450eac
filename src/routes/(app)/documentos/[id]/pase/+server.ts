import { json } from '@sveltejs/kit';
import { issueTicket } from '#lib/features/editor/issue-ticket.server.ts';
import { orStop } from '#lib/server/answer-error.ts';
import type { RequestHandler } from './$types';

/** A pass to a chapter's socket. Foreign origins were refused before (hooks.server.ts). */
export const POST: RequestHandler = ({ locals, params, request }) =>
  orStop(async () => json(await issueTicket(locals, params.id, request)));
