import { z } from 'zod';
import { authorship } from '#lib/domain/writing-session.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { authorsOf } from './authors.ts';
import { authoredSitting } from './list-sittings.server.ts';
import { awaitHistory, readPastChapter } from './read-past-chapter.server.ts';
import { type Colouring, renderAuthorship } from './render-authorship.server.ts';

const answer = z.object({ blocks: authorship, sittings: z.array(authoredSitting) });

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
  const [text, written] = await Promise.all([
    locals.supabase.from('chapter_texts').select('content').eq('chapter_id', chapterId).maybeSingle(),
    locals.supabase.rpc('read_authorship', { p_chapter: chapterId }),
  ]);
  const stored = unwrap(text);
  const { blocks, sittings: list } = answer.parse(unwrap(written));
  const sittings = new Map(list.map((sitting) => [sitting.firstSeq, sitting]));
  const { authors, sectors } = authorsOf(blocks, sittings);
  const content = stored && (checkContent(stored.content).toJSON() as Content);
  const html = content ? renderAuthorship(content, blocks, sittings, authors, by) : '';
  return { chapter, settled, by, html, authors, sectors };
}

export type AuthorshipPage = Awaited<ReturnType<typeof readAuthorship>>;
