import { redirect } from '@sveltejs/kit';
import { confirmLink, readLink } from '#lib/features/account/confirm-link.server.ts';
import { orFail } from '#lib/server/answer-error.ts';
import { receiveForm } from '#lib/server/receive-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the page uses nothing up: mail scanners open links, too. */
export const load: PageServerLoad = ({ url }) => {
  const link = readLink(url.searchParams);
  return { link, next: url.searchParams.get('next') ?? '' };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await receiveForm(event.request);
    return orFail({}, async () => redirect(303, await confirmLink(event, form)));
  },
};
