import { onlySeen } from '#lib/domain/seen-text.ts';
import { type Content, withBlockIds } from '#lib/manuscript/content.ts';
import { plainText } from '#lib/manuscript/plain-text.ts';
import type { Piece } from './convert-blocks.ts';
import { MAX_TITLE } from './imported-document.ts';
import { excerpt, type Notices } from './notices.ts';

/** Names for parts that have none of their own, in the language of the text. */
export type PartNames = { frontMatter: string; untitled: string };

type Draft = { title: string; blocks: Content[] };

const wordsOf = (line: Content[]) =>
  plainText({ type: 'doc', content: [{ type: 'paragraph', content: line }] });

/**
 * The level at which the document falls into chapters: its first headings; without any, its titles; without those,
 * whatever level of heading is the highest.
 */
function chapterLevel(pieces: readonly Piece[]): number | null {
  const levels = pieces.flatMap((piece) => (piece.kind === 'heading' ? [piece.level] : []));
  const titles = levels.filter((level) => level === 0).length;
  if (levels.includes(1)) return 1;
  if (titles > 1) return 0;
  const below = levels.filter((level) => level > 0);
  return below.length ? Math.min(...below) : titles ? 0 : null;
}

function shorten(title: string, notices: Notices): { title: string; rest: string } {
  const line = onlySeen(title);
  if (line.length <= MAX_TITLE) return { title: line, rest: '' };
  notices.add('long_titles', line);
  const cut = line.lastIndexOf(' ', MAX_TITLE - 1);
  const at = cut > MAX_TITLE / 2 ? cut : MAX_TITLE - 1;
  return { title: `${line.slice(0, at).replace(/[\ud800-\udbff]$/u, '')}…`, rest: line };
}

/** Opens a chapter; what its title cannot hold (notes, the end of a very long one) begins its text. */
function open(line: Content[], names: PartNames, notices: Notices): Draft {
  const { title, rest } = shorten(wordsOf(line), notices);
  const blocks: Content[] = rest ? [{ type: 'paragraph', content: [{ type: 'text', text: rest }] }] : [];
  for (const note of line.filter((part) => part.type === 'footnote')) {
    notices.add('title_notes', title);
    blocks.push({ type: 'paragraph', content: note.content ?? [] });
  }
  return { title: title || names.untitled, blocks };
}

/**
 * Cuts a document into chapters at its highest headings. What stands before the first one becomes a chapter of its
 * own; the headings below move up so that they begin at level 2.
 * @returns the chapters, the chapter of each piece, and the letters of a document title that was left to the document.
 */
export function splitChapters(
  pieces: readonly Piece[],
  names: PartNames,
  notices: Notices,
): {
  chapters: { title: string; content: Content }[];
  chapterOf: (block: number) => string;
  dropped: string;
} {
  const level = chapterLevel(pieces);
  const drafts: Draft[] = [];
  const owners: string[] = [];
  let dropped = '';
  const current = () => {
    if (!drafts.length)
      drafts.push({ title: level === null ? names.untitled : names.frontMatter, blocks: [] });
    return drafts.at(-1)!;
  };
  pieces.forEach((piece, at) => {
    notices.block = at;
    if (piece.kind === 'block') current().blocks.push(piece.block);
    else if (piece.level === level) drafts.push(open(piece.line, names, notices));
    else if (
      piece.level === 0 &&
      !drafts.length &&
      !dropped &&
      !piece.line.some((part) => part.type === 'footnote')
    ) {
      dropped = wordsOf(piece.line);
      notices.add('document_title', dropped);
    } else {
      const depth = piece.level === 0 ? 2 : piece.level - (level ?? 0) + 1;
      if (depth > 4) notices.add('deep_headings', wordsOf(piece.line));
      const attrs = { level: Math.max(2, Math.min(4, depth)) };
      current().blocks.push({ type: 'heading', attrs, content: piece.line });
    }
    owners[at] = drafts.at(-1)?.title ?? '';
  });
  const chapters = drafts.map(({ title, blocks }) => ({
    title,
    content: withBlockIds({ type: 'doc', content: blocks.length ? blocks : [{ type: 'paragraph' }] }),
  }));
  return { chapters, chapterOf: (block) => excerpt(owners[block] ?? owners.at(-1) ?? ''), dropped };
}
