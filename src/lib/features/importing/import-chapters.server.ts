import { onlySeen } from '#lib/domain/seen-text.ts';
import type { Json } from '#lib/generated/database.types.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { AppError } from '#lib/server/app-error.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import type { Preview } from './import-answer.ts';
import { type ImportedDocument, MAX_TITLE } from './imported-document.ts';

/**
 * Adds the chosen chapters at the end of the document, all or none; sent again with the same form they are the same.
 * Returns the id of the first.
 * Throws `bad_input` for a missing title or when nothing is chosen, `not_allowed`, `text_is_read_only`, `too_many_chapters`.
 */
export async function importChapters(
  { supabase }: App.Locals,
  document: string,
  preview: Preview,
): Promise<string> {
  const texts = (JSON.parse(preview.draft) as ImportedDocument).chapters;
  const fields: Record<string, string> = {};
  preview.chapters.forEach(({ included, title }, at) => {
    const seen = onlySeen(title);
    if (included && (!seen || seen.length > MAX_TITLE))
      fields[`title-${at}`] = m.importing_title_missing({ number: at + 1 });
  });
  const chosen = preview.chapters.flatMap(({ included, title }, at) =>
    included ? [{ title: onlySeen(title), content: texts[at]!.content }] : [],
  );
  if (!chosen.length) fields.chapters = m.importing_none_included();
  if (Object.keys(fields).length) throw new AppError('bad_input', {}, { fields });
  const ids = unwrap(
    await supabase.rpc('import_chapters', {
      p_document: document,
      p_chapters: chosen as unknown as Json,
      p_sent: preview.sent,
    }),
  );
  return String(ids[0]);
}
