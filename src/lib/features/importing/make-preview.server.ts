import { randomUUID } from 'node:crypto';
import { m } from '#lib/generated/paraglide/messages.js';
import { getLocale } from '#lib/generated/paraglide/runtime.js';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { renderDocument } from '#lib/manuscript/html.ts';
import type { Preview } from './import-answer.ts';
import type { ImportedDocument } from './imported-document.ts';

/**
 * A read document as the page shows it, in the words of the request's language.
 * @param choices what was typed and marked before, by chapter; without them everything is included as it was found.
 * @param sent what the import was named before.
 * @throws {ManuscriptError} when a text that came back from the browser is no chapter's text.
 */
export function makePreview(
  file: string,
  document: ImportedDocument,
  choices: readonly { title: string; included: boolean }[] = [],
  sent: string = randomUUID(),
): Preview {
  const rendered = renderDocument(
    document.chapters.map(({ title, content }, at) => ({
      id: String(at),
      title,
      content: checkContent(content).toJSON() as Content,
    })),
    {
      note: (number) => m.importing_note({ number }),
      backToText: (number) => m.importing_note_back({ number }),
      notes: m.importing_notes(),
      permalink: (number) => m.importing_permalink({ number }),
      table: (number) => m.importing_table({ number }),
      language: getLocale(),
    },
  );
  return {
    file,
    chapters: document.chapters.map(({ title, words }, at) => ({
      title: choices[at]?.title ?? title,
      included: choices[at]?.included ?? true,
      words,
      html: rendered.chapters[at]?.html ?? '',
    })),
    notes: rendered.notes,
    report: document.notices,
    draft: JSON.stringify(document),
    sent,
  };
}
