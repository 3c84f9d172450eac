import { m } from '#lib/generated/paraglide/messages.js';
import { compareContents, type Comparison } from '#lib/manuscript/compare.ts';
import { checkContent, type Content, emptyContent } from '#lib/manuscript/content.ts';
import { escapeHtml, renderContent, type Wrap } from '#lib/manuscript/html.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { sittingsAround } from './list-sittings.server.ts';
import { htmlWords } from './html-words.ts';
import { readMoment } from './read-moment.server.ts';
import { readPastChapter } from './read-past-chapter.server.ts';

/** What a past text is shown against: today's, the one before the sitting, or nothing. */
export type Against = 'now' | 'before' | 'nothing';
const AGAINST: Readonly<Record<string, Against>> = { cambios: 'before', texto: 'nothing' };

const spoken = (words: string) => `<span class="visually-hidden">${escapeHtml(words)} </span>`;
const wrap: Wrap = ({ type }, inside) => {
  if (type === 'added') return `<ins>${spoken(m.history_spoken_added())}${inside}</ins>`;
  if (type === 'removed') return `<del>${spoken(m.history_spoken_removed())}${inside}</del>`;
  return inside;
};

/**
 * A chapter as it was at an entry, rendered, with what has changed since (or in the sitting that ends there) marked.
 * Throws `not_found`.
 */
export async function previewMoment(
  locals: App.Locals,
  documentId: string,
  chapterId: string,
  asked: string,
  mode: string | null,
) {
  const against = AGAINST[mode ?? ''] ?? 'now';
  const [chapter, moment] = await Promise.all([
    readPastChapter(locals, documentId, chapterId),
    readMoment(locals, chapterId, asked),
  ]);
  const { sitting, next, previous } = await sittingsAround(locals, chapterId, moment.seq);
  const compared = await compare();
  const { content, ...figures } = compared ?? { content: moment.content, added: 0, removed: 0, blocks: 0 };
  return {
    chapter,
    against,
    moment: { seq: moment.seq, head: moment.head, at: moment.at, person: moment.person },
    sitting,
    figures: compared && figures,
    html: renderContent(content, htmlWords(), wrap),
    next,
    previous,
  };

  async function compare(): Promise<Comparison | null> {
    if (against === 'nothing') return null;
    if (against === 'before') return compareContents(await before(), moment.content);
    const row = await locals.supabase
      .from('chapter_texts')
      .select('content')
      .eq('chapter_id', chapterId)
      .maybeSingle();
    // The database orders the members of an object its own way.
    const now = checkContent(unwrap(row)?.content ?? emptyContent()).toJSON() as Content;
    return compareContents(moment.content, now);
  }

  async function before(): Promise<Content> {
    const first = sitting?.firstSeq ?? moment.seq;
    if (first <= 1) return { type: 'doc', content: [] };
    return (await readMoment(locals, chapterId, first - 1)).content;
  }
}

export type Preview = Awaited<ReturnType<typeof previewMoment>>;
