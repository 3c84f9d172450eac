import { createHash } from 'node:crypto';
import type { JSONContent } from '@tiptap/core';
import type { PersonKey } from './people.ts';

/** What one person wrote at one sitting. The order of the parts is that of the chapter, not of the days. */
export type Part = { author: PersonKey; daysAgo: number; blocks: JSONContent[] };

/** A chapter's text as the demo's authors wrote it. `lead` names the body that leads it, within its arrangement. */
export type ChapterText = { key: string; title: string; lead: string | null; parts: Part[] };

type Marks = { type: string; attrs?: Record<string, string> }[];

/** `**bold**`, `*italic*`, `[^a note]` and `[words](address)`; notes may hold bold, italics and links. */
const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|\[\^([^\]]+)\]|\[([^\]]+)\]\((https:[^)\s]+)\)/;

function inline(source: string, marks: Marks = []): JSONContent[] {
  const text = (value: string): JSONContent[] =>
    value ? [{ type: 'text', text: value, ...(marks.length && { marks }) }] : [];
  const match = INLINE.exec(source);
  if (!match) return text(source);
  const [whole, bold, italic, note, words, address] = match;
  return [
    ...text(source.slice(0, match.index)),
    ...(bold ? inline(bold, [...marks, { type: 'bold' }]) : []),
    ...(italic ? inline(italic, [...marks, { type: 'italic' }]) : []),
    ...(note ? [{ type: 'footnote', content: inline(note) }] : []),
    ...(words && address ? inline(words, [...marks, { type: 'link', attrs: { href: address } }]) : []),
    ...inline(source.slice(match.index + whole.length), marks),
  ];
}

export const h2 = (source: string): JSONContent => ({
  type: 'heading',
  attrs: { level: 2 },
  content: inline(source),
});

export const h3 = (source: string): JSONContent => ({
  type: 'heading',
  attrs: { level: 3 },
  content: inline(source),
});

export const p = (source: string): JSONContent => ({ type: 'paragraph', content: inline(source) });

const items = (sources: string[]): JSONContent[] =>
  sources.map((source) => ({ type: 'listItem', content: [p(source)] }));

export const ul = (...sources: string[]): JSONContent => ({ type: 'bulletList', content: items(sources) });

export const ol = (...sources: string[]): JSONContent => ({ type: 'orderedList', content: items(sources) });

/** A quotation and, when it is known, where it was said. */
export const quote = (source: string, place?: string): JSONContent => ({
  type: 'blockquote',
  content: [p(source), ...(place ? [p(`— ${place}`)] : [])],
});

/** A table whose first row names the columns. */
export const table = (head: string[], ...rows: string[][]): JSONContent => ({
  type: 'table',
  content: [head, ...rows].map((cells, row) => ({
    type: 'tableRow',
    content: cells.map((cell) => ({ type: row === 0 ? 'tableHeader' : 'tableCell', content: [p(cell)] })),
  })),
});

const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const SIGNS = '23456789' + LETTERS;

/** A block id of the shape the editor gives, always the same for the same place. */
function blockId(place: string): string {
  return Array.from(createHash('sha256').update(place).digest().subarray(0, 10), (byte, at) =>
    at ? SIGNS[byte % SIGNS.length] : LETTERS[byte % LETTERS.length],
  ).join('');
}

const IDENTIFIED = ['paragraph', 'heading', 'blockquote', 'bulletList', 'orderedList', 'table'];

function identify(block: JSONContent, place: string): JSONContent {
  const content = block.content?.map((child, at) => identify(child, `${place}.${at}`));
  return {
    ...block,
    ...(IDENTIFIED.includes(block.type ?? '') && { attrs: { ...block.attrs, id: blockId(place) } }),
    ...(content && { content }),
  };
}

/** The blocks of one part with their stable ids. */
export function partBlocks(chapter: ChapterText, part: number): JSONContent[] {
  const { blocks } = chapter.parts[part]!;
  return blocks.map((block, at) => identify(block, `${chapter.key}/${part}/${at}`));
}
