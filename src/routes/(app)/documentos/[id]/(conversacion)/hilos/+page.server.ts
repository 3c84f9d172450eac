import { listChapters } from '#lib/features/comments/list-chapters.server.ts';
import { openThread } from '#lib/features/comments/open-thread.server.ts';
import { readDiscussionAbilities } from '#lib/features/comments/read-discussion-abilities.server.ts';
import { replyToThread } from '#lib/features/comments/reply-to-thread.server.ts';
import { setThreadStatus } from '#lib/features/comments/set-thread-status.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';

export const load = ({ locals, params, depends }) => {
  depends('app:document');
  return orStop(async () => {
    const [chapters, discussion] = await Promise.all([
      listChapters(locals, params.id),
      readDiscussionAbilities(locals, params.id),
    ]);
    return { chapters, discussion };
  });
};

export const actions = {
  abrir: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    const open = async () => ({ thread: await openThread(locals, params.id, form) });
    return orFail(typedValues(form, 'anchor'), open);
  },
  responder: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail(typedValues(form), async () => {
      await replyToThread(locals, params.id, form);
      return { thread: String(form.get('thread')) };
    });
  },
  estado: async ({ locals, request }) => {
    const form = await receiveForm(request);
    return orFail(typedValues(form), async () => {
      await setThreadStatus(locals, form);
      return { thread: String(form.get('thread')) };
    });
  },
};
