import type { Content } from '#lib/manuscript/content.ts';
import { isAllowedHref } from '#lib/manuscript/links.ts';
import type { DocxBlock, DocxInline, DocxNotes, DocxParagraph, DocxRun } from './docx-model.ts';
import type { Notices } from './notices.ts';

type Marks = { type: string; attrs?: Record<string, unknown> }[];

/** What the reading of one paragraph needs to know. */
type Line = { notes: DocxNotes; notices: Notices; near: string; inNote: boolean };

/** The words of a paragraph, for places in the report. */
export function rawText(children: readonly DocxInline[]): string {
  return children
    .map((child) => {
      if (child.type === 'text') return child.value;
      if (child.type === 'run' || child.type === 'hyperlink') return rawText(child.children);
      return child.type === 'tab' || child.type === 'break' ? ' ' : '';
    })
    .join('');
}

/**
 * In some languages of Mexico an underlined vowel is a letter of its own, and typists underline it for want of the
 * sign. One underlined letter beside others becomes that letter; longer underlining is only reported.
 */
function underlined(run: DocxRun, line: Line): DocxInline[] {
  const text = rawText(run.children);
  const isLetter =
    /^\p{L}\p{M}*$/u.test(text) && new RegExp(`\\p{L}${text}|${text}\\p{L}`, 'u').test(line.near);
  if (isLetter && run.children.length === 1) return [{ type: 'text', value: `${text}\u0331` }];
  if (text.trim()) line.notices.add('underline', text);
  return run.children;
}

function readRun(run: DocxRun, marks: Marks, line: Line): Content[] {
  const own: Marks = [...marks];
  if (run.isBold) own.push({ type: 'bold' });
  if (run.isItalic) own.push({ type: 'italic' });
  const onlyNote = run.children.every((child) => child.type === 'noteReference');
  const raised = run.verticalAlignment;
  if ((raised === 'superscript' || raised === 'subscript') && !onlyNote) own.push({ type: raised });
  const text = run.isStrikethrough || run.highlight ? rawText(run.children) : '';
  if (run.isStrikethrough && text.trim()) line.notices.add('strikethrough', text);
  if (run.highlight && text.trim()) line.notices.add('highlight', text);
  return readInline(run.isUnderline ? underlined(run, line) : run.children, own, line);
}

function readLink(link: DocxInline & { type: 'hyperlink' }, marks: Marks, line: Line): Content[] {
  const href = link.href?.trim();
  const safe = href && isAllowedHref(href);
  if (!safe && rawText(link.children).trim())
    line.notices.add(link.anchor && !href ? 'internal_links' : 'links', rawText(link.children));
  const others = marks.filter((mark) => mark.type !== 'link');
  return readInline(link.children, safe ? [...others, { type: 'link', attrs: { href } }] : marks, line);
}

const paragraphsOf = (blocks: readonly DocxBlock[]): DocxParagraph[] =>
  blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? [block]
      : block.children.flatMap((row) => row.children.flatMap((cell) => paragraphsOf(cell.children))),
  );

function readNote(reference: DocxInline & { type: 'noteReference' }, line: Line): Content[] {
  const note = line.inNote ? null : line.notes.resolve(reference);
  if (!note) return [];
  const content = joinLines(
    paragraphsOf(note.body).flatMap((paragraph) =>
      splitPages(readInline(paragraph.children, [], { ...line, inNote: true })),
    ),
  );
  return content.length ? [{ type: 'footnote', content }] : [];
}

/** Where a page or a column ends within a paragraph. No content of the schema: it does not leave this file. */
const PAGE_END = 'pageEnd';

/** The parts of a paragraph before and after the pages that end in it, without those that are empty. */
function splitPages(content: readonly Content[]): Content[][] {
  const parts: Content[][] = [[]];
  for (const each of content) {
    if (each.type === PAGE_END) parts.push([]);
    else parts.at(-1)?.push(each);
  }
  return parts.map(trimInline).filter((part) => part.length);
}

const joinLines = (lines: readonly Content[][]): Content[] =>
  lines.flatMap((each, at) => (at ? [{ type: 'hardBreak' }, ...each] : each));

/** Signs that cannot be stored and are not text; tabs and line ends count as space. */
const isSign = (char: string) => /\p{Cc}|\ufffe|\uffff/u.test(char);

function textNode(value: string, marks: Marks): Content[] {
  const chars = Array.from(value.replace(/[\t\n\r]/g, ' ').toWellFormed());
  const text = chars.filter((char) => !isSign(char)).join('');
  return text ? [marks.length ? { type: 'text', text, marks } : { type: 'text', text }] : [];
}

/** The content of a paragraph as content of the schema. */
function readInline(children: readonly DocxInline[], marks: Marks, line: Line): Content[] {
  return children.flatMap((child): Content[] => {
    switch (child.type) {
      case 'run':
        return readRun(child, marks, line);
      case 'hyperlink':
        return readLink(child, marks, line);
      case 'text':
        return textNode(child.value, marks);
      case 'tab':
        return textNode(' ', marks);
      case 'checkbox':
        return textNode(child.checked ? '☒' : '☐', marks);
      case 'break':
        return [{ type: child.breakType === 'line' ? 'hardBreak' : PAGE_END }];
      case 'noteReference':
        return readNote(child, line);
      case 'image':
        line.notices.add('images', line.near);
        return [];
      case 'commentReference':
        line.notices.add('comments', line.near);
        return [];
      default:
        return [];
    }
  });
}

/** Takes spaces and line breaks from both ends. */
function trimInline(content: Content[]): Content[] {
  const parts = [...content];
  const trim = (at: 0 | -1, space: RegExp) => {
    for (let part = parts.at(at); part; part = parts.at(at)) {
      const text = part.type === 'text' ? (part.text ?? '').replace(space, '') : '';
      if (part.type !== 'text' && part.type !== 'hardBreak') return;
      parts.splice(at === 0 ? 0 : parts.length - 1, 1, ...(text ? [{ ...part, text }] : []));
      if (text) return;
    }
  };
  trim(0, /^\s+/);
  trim(-1, /\s+$/);
  return parts;
}

/**
 * Reads the lines of a paragraph, which are several where a page or a column ends within it; what cannot be kept goes to
 * the notices.
 */
export function readLines(paragraph: DocxParagraph, notes: DocxNotes, notices: Notices): Content[][] {
  const near = rawText(paragraph.children);
  return splitPages(readInline(paragraph.children, [], { notes, notices, near, inNote: false }));
}

/** Reads a paragraph that has to stay one, as a heading or an item of a list. */
export function readLine(paragraph: DocxParagraph, notes: DocxNotes, notices: Notices): Content[] {
  return joinLines(readLines(paragraph, notes, notices));
}
