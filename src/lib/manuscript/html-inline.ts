import { CONTENT_LANGUAGE } from '#lib/domain/content-language.ts';
import type { Content } from './content.ts';
import { isAllowedHref } from './links.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** The words a rendered text needs besides its own; given by the caller in the reader's language. */
export type HtmlWords = {
  /** Names the call of a note: "Nota 3". */
  note: (number: number) => string;
  /** Names the way back from a note: "Volver al texto de la nota 3". */
  backToText: (number: number) => string;
  /** Heads the notes: "Notas". */
  notes: string;
  /** Names the permalink of a paragraph: "Enlace al párrafo 12". */
  permalink: (number: string) => string;
  /** Names the scrollable frame of a table: "Tabla 2". */
  table: (number: number) => string;
  /** The language of these words, for where it is not that of the text. */
  language?: string;
};

/** Marks an element that holds the words of the page within a text in another language. */
export function ownLanguage({ language }: HtmlWords): string {
  return language && language !== CONTENT_LANGUAGE ? ` lang="${escapeHtml(language)}"` : '';
}

/** Puts a mark that is no part of the schema, made by the caller, around its text: safe HTML around safe HTML. */
export type Wrap = (mark: NonNullable<Content['marks']>[number], inside: string) => string;

/** What grows while a document is rendered from top to bottom. */
export type Progress = {
  words: HtmlWords;
  notes: string[];
  tables: number;
  headingShift: 0 | 1;
  /** For marks that are no part of the schema; without it they are left out. */
  wrap?: Wrap | undefined;
};

const TAGS: Record<string, string> = { bold: 'strong', italic: 'em', superscript: 'sup', subscript: 'sub' };

function withMarks(html: string, marks: Content['marks'], wrap?: Wrap): string {
  return (marks ?? []).reduceRight((inside, mark) => {
    if (mark.type === 'link') {
      const href: unknown = mark.attrs?.href;
      return isAllowedHref(href)
        ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${inside}</a>`
        : inside;
    }
    const tag = Object.hasOwn(TAGS, mark.type) ? TAGS[mark.type] : undefined;
    return tag ? `<${tag}>${inside}</${tag}>` : wrap ? wrap(mark, inside) : inside;
  }, html);
}

function renderNote(part: Content, progress: Progress): string {
  // The place is taken before the note is rendered, so that the number is the order of the calls.
  const number = progress.notes.push('');
  const { words } = progress;
  progress.notes[number - 1] =
    `<li id="nota-${number}">${renderInline(part.content, progress)} ` +
    `<a href="#llamada-${number}" role="doc-backlink"${ownLanguage(words)} ` +
    `aria-label="${escapeHtml(words.backToText(number))}">↩</a></li>`;
  return (
    `<sup class="note-call"><a href="#nota-${number}" id="llamada-${number}" role="doc-noteref"${ownLanguage(words)} ` +
    `aria-label="${escapeHtml(words.note(number))}">${number}</a></sup>`
  );
}

/** The content of a paragraph, heading or note as HTML. */
export function renderInline(content: readonly Content[] | undefined, progress: Progress): string {
  return (content ?? [])
    .map((part) => {
      if (part.type === 'text') return withMarks(escapeHtml(part.text ?? ''), part.marks, progress.wrap);
      if (part.type === 'hardBreak') return '<br>';
      if (part.type === 'footnote') return withMarks(renderNote(part, progress), part.marks, progress.wrap);
      return ''; // Nothing else may stand in a line; checkContent refuses it long before.
    })
    .join('');
}
