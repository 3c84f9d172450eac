import type { Content } from './content.ts';

function inline(part: Content, notes: boolean): string {
  if (part.type === 'text') return part.text ?? '';
  if (part.type === 'hardBreak') return '\n';
  if (part.type === 'footnote' && !notes) return '';
  const text = (part.content ?? []).map((child) => inline(child, notes)).join('');
  return part.type === 'footnote' && text ? ` [${text}]` : text;
}

function lines(part: Content, notes: boolean): string[] {
  if (part.type === 'paragraph' || part.type === 'heading') return [inline(part, notes)];
  return (part.content ?? []).flatMap((child) => lines(child, notes));
}

/**
 * The words of a text, a line per paragraph, for search, counting and comparison.
 * @param options.notes whether notes are included, in square brackets where they hang.
 */
export function plainText(content: Content, { notes = false } = {}): string {
  return lines(content, notes)
    .filter((line) => line.trim())
    .join('\n');
}

/** How many words a text has, its notes left out. */
export function countWords(content: Content): number {
  return plainText(content).match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’ꞌ.-]*/gu)?.length ?? 0;
}
