import { formatDate } from '#lib/domain/format.ts';
import { sectorWord } from '#lib/domain/words.ts';
import type { Authorship } from '#lib/domain/writing-session.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { withAuthorship } from '#lib/manuscript/authorship.ts';
import type { Content } from '#lib/manuscript/content.ts';
import { escapeHtml, renderContent } from '#lib/manuscript/html.ts';
import { sectorColour, sectorMarks } from '#lib/ui/sector-marks.ts';
import { htmlWords } from './html-words.ts';
import type { Author, AuthoredSitting } from './past.ts';

/** Lines under the words of authors, by their number: told apart without their colour. */
const LINES = ['solid', 'dashed', 'dotted', 'double', 'wavy'];

/** How the text is coloured: by sector, or by author. */
export type Colouring = 'sector' | 'author';

/**
 * A text with every run of words on its author's colour: where another begins stands the sector's letter or the author's
 * number, who and when in words for those who do not see it.
 */
export function renderAuthorship(
  content: Content,
  blocks: Authorship,
  sittings: ReadonlyMap<number, AuthoredSitting>,
  authors: readonly Author[],
  by: Colouring,
): string {
  const numbers = new Map(authors.map(({ key, number }) => [key, number]));
  const day = (at: string) => formatDate(at, 'medium');
  let before: unknown = null;
  return renderContent(withAuthorship(content, blocks), htmlWords(), (mark, inside) => {
    const sitting = mark.type === 'written' ? sittings.get(mark.attrs?.session as number) : undefined;
    if (!sitting) return inside;
    const { sector, name, organization, startedAt } = sitting;
    const number = numbers.get(sitting.author) ?? 0;
    const key = by === 'sector' ? sector : number;
    const begins = key !== before || mark.attrs?.first === true;
    before = key;
    const who = [name, organization, sector && sectorWord[sector](), day(startedAt)]
      .filter(Boolean)
      .join(' · ');
    const sign = by === 'sector' ? (sector ? sectorMarks[sector].letter : '·') : String(number);
    const colours = sector
      ? ` style="--run: ${sectorColour(sector)}; --run-soft: ${sectorColour(sector, true)}"`
      : '';
    const line = by === 'author' ? ` line-${LINES[(number - 1) % LINES.length]}` : '';
    const label = begins
      ? `<span class="run-sign" aria-hidden="true">${escapeHtml(sign)}</span>` +
        `<span class="visually-hidden">${escapeHtml(m.history_run({ who }))} </span>`
      : '';
    return `<span class="run${line}"${colours} title="${escapeHtml(who)}">${label}${inside}</span>`;
  });
}
