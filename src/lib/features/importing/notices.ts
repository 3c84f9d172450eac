import type { Notice } from './imported-document.ts';
import { type NoticeCode, noticeCodes } from './notice-codes.ts';

const MAX_PLACES = 12;
const MAX_NEAR = 80;

/** A stretch of text short enough for a list of places. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_NEAR ? `${line.slice(0, MAX_NEAR).replace(/[\ud800-\udbff]$/u, '')}…` : line;
}

/** Gathers what could not be kept while a document is read from its start to its end. */
export class Notices {
  /** The number of the top-level block being read; the chapter of a place follows from it. */
  block = 0;
  private readonly found = new Map<
    NoticeCode,
    { count: number; places: { block: number; near: string }[] }
  >();

  add(code: NoticeCode, near = '', count = 1): void {
    if (count < 1) return;
    const entry = this.found.get(code) ?? { count: 0, places: [] };
    entry.count += count;
    const last = entry.places.at(-1);
    const repeated = last?.block === this.block && last.near === excerpt(near);
    if (near && !repeated && entry.places.length < MAX_PLACES)
      entry.places.push({ block: this.block, near: excerpt(near) });
    this.found.set(code, entry);
  }

  /** The report, gravest first, with the title of the chapter each place went to. */
  report(chapterOf: (block: number) => string): Notice[] {
    return noticeCodes.flatMap((code) => {
      const entry = this.found.get(code);
      const places = entry?.places.map(({ block, near }) => ({ chapter: chapterOf(block), near })) ?? [];
      return entry ? [{ code, count: entry.count, places }] : [];
    });
  }
}
