import { frozenVersion } from '#lib/domain/frozen-version.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { getLocale } from '#lib/generated/paraglide/runtime.js';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { renderDocument, type RenderedDocument } from '#lib/manuscript/html.ts';

/** A version never changes, so what was rendered of it holds; the last few, by seal and language. */
const rendered = new Map<string, RenderedDocument>();
const MOST = 8;

/**
 * The frozen text of a version as safe HTML, its paragraphs numbered across the chapters, in the words of the request's
 * language. @param canonical the version's sealed text @param sha256 its seal
 */
export function renderFrozen(canonical: string, sha256: string): RenderedDocument {
  const key = `${sha256} ${getLocale()}`;
  const text = rendered.get(key) ?? render(canonical);
  rendered.delete(key);
  rendered.set(key, text);
  if (rendered.size > MOST) rendered.delete(rendered.keys().next().value!);
  return text;
}

function render(canonical: string): RenderedDocument {
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
      language: getLocale(),
    },
  );
}
