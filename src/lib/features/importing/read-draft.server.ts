import { formSent } from '#lib/domain/chapter-input.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { ManuscriptError } from '#lib/manuscript/content.ts';
import { AppError } from '#lib/server/app-error.ts';
import type { Preview } from './import-answer.ts';
import { MAX_CHAPTERS } from './imported-document.ts';
import { importedDocumentSchema } from './imported-document-schema.ts';
import { makePreview } from './make-preview.server.ts';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The preview as it came back from the browser, with what was typed and marked; its texts are checked like any other
 * input. Throws `bad_input` when it is not whole.
 */
export function readDraft(form: FormData): Preview {
  const lost = () => new AppError('bad_input', {}, { fields: { file: m.importing_lost() } });
  const result = importedDocumentSchema.safeParse(parse(String(form.get('draft') ?? '')));
  if (!result.success || result.data.chapters.length > MAX_CHAPTERS) throw lost();
  const choices = result.data.chapters.map(({ title }, at) => ({
    title: String(form.get(`title-${at}`) ?? title).trim(),
    included: form.has(`include-${at}`),
  }));
  try {
    const sent = formSent.parse(form.get('sent') ?? undefined);
    return makePreview(String(form.get('name') ?? '').slice(0, 255), result.data, choices, sent);
  } catch (error) {
    throw error instanceof ManuscriptError ? lost() : error;
  }
}
