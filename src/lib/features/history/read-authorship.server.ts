import { authorship } from '#lib/domain/writing-session.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { authorsOf } from './authors.ts';
import { listSittings } from './list-sittings.server.ts';
import { awaitHistory, readPastChapter } from './read-past-chapter.server.ts';
import { type Colouring, renderAuthorship } from './render-authorship.server.ts';

/** Who wrote what of a chapter's text as it stands: the coloured text, authors and sectors with their shares. Throws `not_found`. */
export async function readAuthorship(
  locals: App.Locals,
  documentId: string,
  chapterId: string,
  asked: string | null,
) {
  const by: Colouring = asked === 'autor' ? 'author' : 'sector';
  const chapter = await readPastChapter(locals, documentId, chapterId);
  const settled = await awaitHistory(locals, chapterId);
  const one = (relation: 'chapter_texts' | 'chapter_authorships', columns: string) =>
    locals.supabase.from(relation).select(columns).eq('chapter_id', chapterId).maybeSingle();
  const [text, runs, { sittings: list }] = await Promise.all([
    one('chapter_texts', 'content'),
    one('chapter_authorships', 'blocks'),
    listSittings(locals, chapterId, { all: true }),
  ]);
  const stored = unwrap(text) as { content: unknown } | null;
  const blocks = authorship.parse((unwrap(runs) as { blocks: unknown } | null)?.blocks ?? []);
  const sittings = new Map(list.map((sitting) => [sitting.firstSeq, sitting]));
  const { authors, sectors } = authorsOf(blocks, sittings);
  const content = stored && (checkContent(stored.content).toJSON() as Content);
  const html = content ? renderAuthorship(content, blocks, sittings, authors, by) : '';
  return { chapter, settled, by, html, authors, sectors };
}

export type AuthorshipPage = Awaited<ReturnType<typeof readAuthorship>>;
