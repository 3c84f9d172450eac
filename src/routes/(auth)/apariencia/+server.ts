import { redirect } from '@sveltejs/kit';
import { changeTheme } from '#lib/features/account/change-theme.server.ts';
import { orStop } from '#lib/server/answer-error.ts';
import { receiveForm } from '#lib/server/receive-form.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const form = await receiveForm(event.request);
  redirect(303, await orStop(() => changeTheme(event, form)));
};
