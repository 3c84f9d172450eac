import { frozenVersion } from '#lib/domain/frozen-version.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { renderDocument, type RenderedDocument } from '#lib/manuscript/html.ts';

/**
 * The frozen text of a version as safe HTML, its paragraphs numbered across the chapters, in the words of the request's
 * language. @param canonical the version's sealed text
 */
export function renderFrozen(canonical: string): RenderedDocument {
  const { chapters } = frozenVersion.parse(JSON.parse(canonical));
  return renderDocument(
    chapters.map(({ id, title, content }) => ({
      id,
      title,
      content: checkContent(content).toJSON() as Content,
    })),
    {
      note: (number) => m.publishing_note({ number }),
      backToText: (number) => m.publishing_note_back({ number }),
      notes: m.publishing_notes(),
      permalink: (number) => m.publishing_permalink({ number }),
      table: (number) => m.publishing_table({ number }),
    },
  );
}
