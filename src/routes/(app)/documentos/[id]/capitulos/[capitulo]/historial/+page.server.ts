import { redirect } from '@sveltejs/kit';
import { readHistory } from '#lib/features/history/read-history.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params, url }) => {
  const entry = url.searchParams.get('entrada');
  if (entry) redirect(303, `${url.pathname}/${encodeURIComponent(entry)}`);
  return orStop(async () => ({
    history: await readHistory(locals, params.id, params.capitulo, url.searchParams.get('antes')),
  }));
};
