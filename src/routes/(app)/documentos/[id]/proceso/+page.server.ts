import { advanceDocument } from '#lib/features/workflow/advance-document.server.ts';
import {
  renameDocument,
  setSupersedes,
  setVotingBody,
} from '#lib/features/workflow/change-document.server.ts';
import { readProcess } from '#lib/features/workflow/read-process.server.ts';
import { recordGazette } from '#lib/features/workflow/record-gazette.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';

export const load = ({ locals, params, depends }) => {
  depends('app:document');
  return orStop(() => readProcess(locals, params.id));
};

export const actions = {
  organo: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail({ ...typedValues(form), action: 'organo' }, async () => {
      await setVotingBody(locals, params.id, form);
      return { done: 'organo' };
    });
  },
  titulo: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail({ ...typedValues(form), action: 'titulo' }, async () => {
      await renameDocument(locals, params.id, form);
      return { done: 'titulo' };
    });
  },
  sustituye: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail({ ...typedValues(form), action: 'sustituye' }, async () => {
      await setSupersedes(locals, params.id, form);
      return { done: 'sustituye' };
    });
  },
  gaceta: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail({ ...typedValues(form), action: 'gaceta' }, async () => {
      await recordGazette(locals, params.id, form);
      return { done: 'gaceta' };
    });
  },
  paso: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail(typedValues(form), async () => {
      await advanceDocument(locals, params.id, form);
      return { done: String(form.get('action')) };
    });
  },
};
