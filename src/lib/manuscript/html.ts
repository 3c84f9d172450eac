import { headingLevels } from './allowed-parts.ts';
import type { Content } from './content.ts';
import {
  escapeHtml,
  type HtmlWords,
  ownLanguage,
  type Progress,
  renderInline,
  type Wrap,
} from './html-inline.ts';
import { type Chapter, numberParagraphs, paragraphFragment } from './numbering.ts';

export { escapeHtml, type HtmlWords, type Wrap } from './html-inline.ts';

type Numbers = ReadonlyMap<string, string>;

const integer = (value: unknown, fallback: number) =>
  Number.isInteger(value) ? (value as number) : fallback;

function paragraph(part: Content, numbers: Numbers, progress: Progress): string {
  const html = renderInline(part.content, progress);
  const number = numbers.get(part.attrs?.id as string);
  if (!number) return html ? `<p>${html}</p>` : '';
  const fragment = paragraphFragment(number);
  const label = escapeHtml(progress.words.permalink(number));
  return `<p id="${fragment}"><a class="paragraph-number" href="#${fragment}"${ownLanguage(progress.words)} aria-label="${label}">${number}</a> ${html}</p>`;
}

/** A header cell heads its column in the rows of headers at the top, and its row everywhere else. */
function cell(part: Content, inHead: boolean, numbers: Numbers, progress: Progress): string {
  const tag = part.type === 'tableHeader' ? 'th' : 'td';
  const colspan = integer(part.attrs?.colspan, 1);
  const rowspan = integer(part.attrs?.rowspan, 1);
  const wide = inHead ? colspan > 1 : rowspan > 1;
  const scope = tag === 'th' ? ` scope="${inHead ? 'col' : 'row'}${wide ? 'group' : ''}"` : '';
  const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
  const align = ['right', 'center'].includes(String(part.attrs?.align))
    ? ` class="${String(part.attrs?.align)}"`
    : '';
  return `<${tag}${scope}${spans}${align}>${blocks(part.content, numbers, progress)}</${tag}>`;
}

function table(part: Content, numbers: Numbers, progress: Progress): string {
  const rows = part.content ?? [];
  const isHead = (row: Content) =>
    !!row.content?.length && row.content.every((each) => each.type === 'tableHeader');
  const firstBody = rows.findIndex((row) => !isHead(row));
  const headRows = firstBody < 0 ? 0 : firstBody;
  progress.tables += 1;
  const label = escapeHtml(progress.words.table(progress.tables));
  const render = (row: Content, inHead: boolean) =>
    `<tr>${(row.content ?? []).map((each) => cell(each, inHead, numbers, progress)).join('')}</tr>`;
  const head = rows.slice(0, headRows).map((row) => render(row, true));
  const body = rows.slice(headRows).map((row, at) => render(row, at === 0 && headRows === 0 && isHead(row)));
  return (
    `<div class="table-scroll" role="region" tabindex="0" aria-label="${label}"><table>` +
    `${head.length ? `<thead>${head.join('')}</thead>` : ''}<tbody>${body.join('')}</tbody></table></div>`
  );
}

function orderedListAttributes(part: Content): string {
  const start = integer(part.attrs?.start, 1);
  const type = String(part.attrs?.type ?? '');
  return `${start === 1 ? '' : ` start="${start}"`}${/^[aAiI]$/.test(type) ? ` type="${type}"` : ''}`;
}

function block(part: Content, numbers: Numbers, progress: Progress): string {
  const inside = () => blocks(part.content, numbers, progress);
  switch (part.type) {
    case 'paragraph':
      return paragraph(part, numbers, progress);
    case 'heading': {
      const level = headingLevels.find((each) => each === part.attrs?.level) ?? 4;
      const id = part.attrs?.id ? ` id="s-${escapeHtml(String(part.attrs.id))}"` : '';
      const tag = `h${level + progress.headingShift}`;
      return `<${tag}${id}>${renderInline(part.content, progress)}</${tag}>`;
    }
    case 'blockquote':
      return `<blockquote>${inside()}</blockquote>`;
    case 'bulletList':
      return `<ul>${inside()}</ul>`;
    case 'orderedList':
      return `<ol${orderedListAttributes(part)}>${inside()}</ol>`;
    case 'listItem':
      return `<li>${inside()}</li>`;
    case 'horizontalRule':
      return '<hr>';
    case 'table':
      return table(part, numbers, progress);
    default:
      return '';
  }
}

function blocks(content: readonly Content[] | undefined, numbers: Numbers, progress: Progress): string {
  return (content ?? []).map((part) => block(part, numbers, progress)).join('');
}

function renderNotes({ notes, words }: Progress): string {
  if (!notes.length) return '';
  const heading = `<h2 id="notas"${ownLanguage(words)}>${escapeHtml(words.notes)}</h2>`;
  return `<section class="footnotes" role="doc-endnotes" aria-labelledby="notas">${heading}<ol>${notes.join('')}</ol></section>`;
}

/** A whole document as safe HTML, in pieces: the page sets the chapters' titles and the frame. */
export type RenderedDocument = {
  chapters: { id: string; title: string; html: string }[];
  /** The notes of all chapters, numbered through, with their ways back; empty when there are none. */
  notes: string;
};

/**
 * Renders checked texts for reading: numbered paragraphs with permalinks (`#p12`), headings with ids (`#s-<block>`),
 * tables with scopes in a frame that scrolls. Every text and attribute is escaped; nothing the schema does not know
 * gets through. Needs no DOM.
 */
export function renderDocument(chapters: readonly Chapter[], words: HtmlWords): RenderedDocument {
  const numbers = numberParagraphs(chapters);
  // The page's h1 is the document and its h2 the chapters, so the text's own headings begin at h3.
  const progress: Progress = { words, notes: [], tables: 0, headingShift: 1 };
  const rendered = chapters.map(({ id, title, content }) => ({
    id,
    title,
    html: blocks(content.content, numbers.get(id) ?? new Map(), progress),
  }));
  return { chapters: rendered, notes: renderNotes(progress) };
}

/**
 * One text without numbers, its notes at its end: for previews and first paints.
 * @param wrap for marks the caller put into the text; what it gives back is taken as safe
 */
export function renderContent(content: Content, words: HtmlWords, wrap?: Wrap): string {
  const progress: Progress = { words, notes: [], tables: 0, headingShift: 0, wrap };
  return blocks(content.content, new Map(), progress) + renderNotes(progress);
}
