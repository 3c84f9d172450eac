import { onlySeen } from '#lib/domain/seen-text.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { AppError } from '#lib/server/app-error.ts';
import type { Preview } from './import-answer.ts';
import { FileError } from './imported-document.ts';
import { makePreview } from './make-preview.server.ts';
import { readDocx } from './read-docx.server.ts';
import { readTarget } from './read-target.server.ts';

/**
 * Reads the uploaded Word file into a preview. Nothing is stored.
 * Throws `not_allowed`, `arrangement_ended` or `text_is_read_only` before reading anything for who may not import, `bad_input`
 * without a file, and the `file_*` codes.
 */
export async function readUpload(locals: App.Locals, document: string, form: FormData): Promise<Preview> {
  const { refusal } = await readTarget(locals, document);
  if (refusal) throw new AppError(refusal);
  const file = form.get('file');
  if (!(file instanceof File) || !file.size) {
    // Where none was chosen browsers send an empty one without a name.
    const chosen = file instanceof File && file.name;
    throw new AppError(
      'bad_input',
      {},
      { fields: { file: chosen ? m.importing_file_empty() : m.importing_file_missing() } },
    );
  }
  const name = file.name.replace(/\.docx$/i, '').slice(0, 180);
  try {
    const read = await readDocx(new Uint8Array(await file.arrayBuffer()), {
      frontMatter: m.importing_front_matter(),
      untitled: onlySeen(name) || m.importing_untitled(),
    });
    return makePreview(file.name, read);
  } catch (error) {
    throw error instanceof FileError ? new AppError(error.code, error.details) : error;
  }
}
