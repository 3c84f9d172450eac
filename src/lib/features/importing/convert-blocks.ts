import { MOST_COLUMNS, MOST_ROWS } from '#lib/manuscript/allowed-parts.ts';
import type { Content } from '#lib/manuscript/content.ts';
import { rawText, readLine, readLines } from './convert-inline.ts';
import type { DocxBlock, DocxCell, DocxNotes, DocxParagraph, DocxRow, DocxTable } from './docx-model.ts';
import { type Level, LIST_TYPES } from './docx-numbering.ts';
import { type Role, roleOf, type Styles } from './docx-styles.ts';
import { lettersIn } from './measure-docx.ts';
import type { Notices } from './notices.ts';

/** A block of the text before chapters are cut; headings still have Word's levels, 0 being the document's title. */
export type Piece = { kind: 'heading'; level: number; line: Content[] } | { kind: 'block'; block: Content };

/** Everything the reading of a document shares. */
export type Reading = {
  notes: DocxNotes;
  notices: Notices;
  styles: Styles;
  levels: ReadonlyMap<string, Level>;
  /** Letters left out on purpose and reported. */
  dropped: number;
};

type Item = { depth: number; ordered: boolean; level: Level | undefined; key: string; block: Content };

const inlineBlock = (type: string, content: Content[], attrs?: Content['attrs']): Content => ({
  type,
  ...(attrs && { attrs }),
  ...(content.length && { content }),
});

function itemOf(paragraph: DocxParagraph, line: Content[], { levels, notices }: Reading): Item | null {
  const { numbering } = paragraph;
  if (!numbering) return null;
  const key = numbering.paragraphStyleId ?? '';
  const level = levels.get(key);
  if (level?.format === 'none') return null;
  const ordered = numbering.isOrdered;
  if (ordered && level && !level.simple) notices.add('list_numbers', rawText(paragraph.children));
  return { depth: Number(numbering.level) || 0, ordered, level, key, block: inlineBlock('paragraph', line) };
}

/** Builds nested lists out of the items of one run; a list that was interrupted goes on counting. */
function buildLists(items: readonly Item[], counters: Map<string, number>): Content[] {
  const lists: Content[] = [];
  for (let at = 0; at < items.length;) {
    const first = items[at]!;
    const isList = (item: Item) =>
      item.depth === first.depth && item.key === first.key && item.ordered === first.ordered;
    const start = counters.get(first.key) ?? first.level?.start ?? 1;
    const entries: Content[] = [];
    while (at < items.length && (isList(items[at]!) || (entries.length && items[at]!.depth > first.depth))) {
      const item = items[at]!;
      if (isList(item)) {
        entries.push({ type: 'listItem', content: [item.block] });
        at += 1;
        continue;
      }
      let end = at;
      while (end < items.length && items[end]!.depth > first.depth) end += 1;
      // A deeper list starts anew under each item.
      for (const deeper of items.slice(at, end)) counters.delete(deeper.key);
      entries.at(-1)?.content?.push(...buildLists(items.slice(at, end), counters));
      at = end;
    }
    counters.set(first.key, start + entries.length);
    const type = LIST_TYPES[first.level?.format ?? ''] ?? null;
    const ordered = { type: 'orderedList', attrs: { start, ...(type && { type }) }, content: entries };
    lists.push(first.ordered ? ordered : { type: 'bulletList', content: entries });
  }
  return lists;
}

/** Over how many columns and rows a cell reaches in a text. */
const spansOf = ({ colSpan, rowSpan }: DocxCell) => ({
  colspan: Math.max(1, Math.min(colSpan || 1, MOST_COLUMNS)),
  rowspan: Math.max(1, Math.min(rowSpan || 1, MOST_ROWS)),
});

function readRow(row: DocxRow, width: number, taken: number, reading: Reading): Content {
  const type = row.isHeader ? 'tableHeader' : 'tableCell';
  const cells = row.children.map((cell): Content => {
    const blocks = flatten(readBlocks(cell.children, reading, false));
    return { type, attrs: spansOf(cell), content: blocks.length ? blocks : [{ type: 'paragraph' }] };
  });
  const missing = width - taken;
  for (let at = 0; at < missing; at += 1) cells.push({ type, content: [{ type: 'paragraph' }] });
  return inlineBlock('tableRow', cells);
}

/** A table as a rectangle: rows that Word left short are filled up, as the editor would do. */
function readTable(table: DocxTable, reading: Reading): Content | null {
  const rows = table.children.filter((row) => row.type === 'tableRow');
  const taken = rows.map(() => 0);
  rows.forEach((row, at) => {
    for (const cell of row.children) {
      const { colspan, rowspan } = spansOf(cell);
      const last = Math.min(rows.length, at + rowspan);
      for (let below = at; below < last; below += 1) taken[below] = (taken[below] ?? 0) + colspan;
    }
  });
  const width = taken.reduce((widest, each) => Math.max(widest, each), 0);
  if (!width) return null;
  return { type: 'table', content: rows.map((row, at) => readRow(row, width, taken[at] ?? 0, reading)) };
}

/** A paragraph in which a page ends goes on below as another, as readers of the page saw it. */
function readParagraph(paragraph: DocxParagraph, role: Role, reading: Reading): Piece[] {
  if (role.is === 'contents') {
    const text = rawText(paragraph.children);
    if (text.trim()) reading.notices.add('contents', text);
    reading.dropped += lettersIn(text);
    return [];
  }
  if (role.is === 'heading' || role.is === 'title') {
    const line = readLine(paragraph, reading.notes, reading.notices);
    if (!line.length) return [];
    const isNumbered =
      paragraph.numbering &&
      reading.levels.get(paragraph.numbering.paragraphStyleId ?? '')?.format !== 'none';
    if (isNumbered) reading.notices.add('heading_numbers', rawText(paragraph.children));
    return [{ kind: 'heading', level: role.is === 'heading' ? role.level : 0, line }];
  }
  return readLines(paragraph, reading.notes, reading.notices).map((line): Piece => {
    const block = inlineBlock('paragraph', line);
    return { kind: 'block', block: role.is === 'quote' ? { type: 'blockquote', content: [block] } : block };
  });
}

const flatten = (pieces: readonly Piece[]): Content[] =>
  pieces.map((piece) =>
    piece.kind === 'block'
      ? piece.block
      : inlineBlock('heading', piece.line, { level: Math.min(4, Math.max(2, piece.level)) }),
  );

/** Reads paragraphs and tables in their order. `counting` is true for the document's own blocks, false in a cell. */
export function readBlocks(blocks: readonly DocxBlock[], reading: Reading, counting = true): Piece[] {
  const pieces: Piece[] = [];
  const counters = new Map<string, number>();
  let items: Item[] = [];
  const closeList = () => {
    pieces.push(...buildLists(items, counters).map((block): Piece => ({ kind: 'block', block })));
    items = [];
  };
  for (const block of blocks) {
    const isItem = block.type === 'paragraph' && block.numbering !== null;
    if (!isItem && (block.type !== 'paragraph' || rawText(block.children).trim())) closeList();
    if (counting) reading.notices.block = pieces.length;
    if (block.type !== 'paragraph') {
      const table = block.type === 'table' ? readTable(block, reading) : null;
      if (table) pieces.push({ kind: 'block', block: table });
      continue;
    }
    const { role, own } = roleOf(reading.styles, block.styleId, block.styleName);
    if (own && rawText(block.children).trim())
      reading.notices.add('styles', block.styleName ?? block.styleId ?? '');
    if (role.is === 'text' && block.numbering) {
      const line = readLine(block, reading.notes, reading.notices);
      const item = line.length ? itemOf(block, line, reading) : null;
      if (item) items.push(item);
      if (item || !line.length) continue;
    }
    const found = readParagraph(block, role, reading);
    if (found.length) closeList();
    for (const piece of found) {
      const last = pieces.at(-1);
      const quotes =
        piece.kind === 'block' &&
        piece.block.type === 'blockquote' &&
        last?.kind === 'block' &&
        last.block.type === 'blockquote';
      if (quotes) last.block.content?.push(...(piece.block.content ?? []));
      else pieces.push(piece);
    }
  }
  closeList();
  return pieces;
}
