import { redirect } from '@sveltejs/kit';
import { importChapters } from '#lib/features/importing/import-chapters.server.ts';
import { readDraft } from '#lib/features/importing/read-draft.server.ts';
import { readTarget } from '#lib/features/importing/read-target.server.ts';
import { readUpload } from '#lib/features/importing/read-upload.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { receiveForm } from '#lib/server/receive-form.ts';

export const load = ({ locals, params }) => orStop(() => readTarget(locals, params.id));

export const actions = {
  leer: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail({}, async () => ({ preview: await readUpload(locals, params.id, form) }));
  },
  importar: async ({ locals, params, request }) => {
    const form = await receiveForm(request);
    return orFail({}, () => {
      const preview = readDraft(form);
      return orFail({ preview }, async () => {
        const first = await importChapters(locals, params.id, preview);
        redirect(303, `/documentos/${params.id}?capitulo=${first}`);
      });
    });
  },
};
