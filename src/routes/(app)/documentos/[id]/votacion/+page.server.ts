import { castVote } from '#lib/features/voting/cast-vote.server.ts';
import { readRound } from '#lib/features/voting/read-round.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';

export const load = ({ locals, params, url, depends }) => {
  depends('app:document');
  return orStop(() => readRound(locals, params.id, url.searchParams.get('version')));
};

export const actions = {
  votar: async ({ locals, request }) => {
    const form = await receiveForm(request);
    return orFail(typedValues(form), async () => {
      await castVote(locals, form);
      return { done: String(form.get('seat')) };
    });
  },
};
