import { redirect } from '@sveltejs/kit';
import { readDiscussionAbilities } from '#lib/features/comments/read-discussion-abilities.server.ts';
import { addChapter } from '#lib/features/documents/add-chapter.server.ts';
import { assignLead } from '#lib/features/documents/assign-lead.server.ts';
import { moveChapter } from '#lib/features/documents/move-chapter.server.ts';
import { openDocument } from '#lib/features/documents/open-document.server.ts';
import { removeChapter } from '#lib/features/documents/remove-chapter.server.ts';
import { renameChapter } from '#lib/features/documents/rename-chapter.server.ts';
import { restoreChapter } from '#lib/features/documents/restore-chapter.server.ts';
import { readStandings } from '#lib/features/workflow/read-standings.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params, url, locals, depends }) => {
  depends('app:document');
  return orStop(async () => {
    const opened = await openDocument(locals.supabase, params.id, url.searchParams.get('capitulo'));
    const [standings, discussion] = await Promise.all([
      readStandings(locals, [params.id]),
      readDiscussionAbilities(locals, params.id),
    ]);
    // The workspace is a page of its own kind: the signed-in layout leaves its frame away.
    return { shell: 'workspace' as const, ...opened, standing: standings[params.id], discussion };
  });
};

/** A form action of the chapter list: what was typed comes back when it is refused. */
function action<T>(work: (locals: App.Locals, form: FormData, id: string) => Promise<T>) {
  return async ({
    locals,
    request,
    params,
  }: {
    locals: App.Locals;
    request: Request;
    params: { id: string };
  }) => {
    const form = await receiveForm(request);
    return orFail(typedValues(form), () => work(locals, form, params.id));
  };
}

export const actions: Actions = {
  agregar: action(async (locals, form, id) => {
    const chapter = await addChapter(locals, id, form);
    redirect(303, `/documentos/${id}?capitulo=${chapter}`);
  }),
  renombrar: action(renameChapter),
  mover: action(moveChapter),
  responsable: action(assignLead),
  quitar: action(async (locals, form, id) => ({ removed: await removeChapter(locals, form, id) })),
  restaurar: action(async (locals, form) => ({ restored: await restoreChapter(locals, form) })),
};
