import { m } from '#lib/generated/paraglide/messages.js';
import { getLocale } from '#lib/generated/paraglide/runtime.js';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { renderContent } from '#lib/manuscript/html.ts';

/**
 * The stored text of a chapter as safe HTML, in the words of the request's language: what stands on the page before
 * the editor does, and all that stands there without scripts.
 * @throws {ManuscriptError} when what is stored is no chapter's text.
 */
export function renderStoredText(content: unknown): string {
  return renderContent(checkContent(content).toJSON() as Content, {
    note: (number) => m.documents_note({ number }),
    backToText: (number) => m.documents_note_back({ number }),
    notes: m.documents_notes(),
    permalink: (number) => m.documents_permalink({ number }),
    table: (number) => m.documents_table({ number }),
    language: getLocale(),
  });
}
