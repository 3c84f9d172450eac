import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { documentAbilities, type DocumentAbilities } from '#lib/domain/abilities.ts';
import { chosenChapter, type Chapter } from '#lib/domain/chapter.ts';
import type { Database } from '#lib/generated/database.types.ts';
import type { DocumentKind, Stage } from '#lib/generated/workflow.ts';
import { AppError } from '#lib/server/app-error.ts';
import { unwrap, unwrapRow } from '#lib/server/unwrap.ts';
import { listRemovedChapters, type RemovedChapter } from './list-removed-chapters.server.ts';
import { renderStoredText } from './render-stored-text.server.ts';

export interface WorkspaceDocument {
  id: string;
  kind: DocumentKind;
  title: string;
  stage: Stage;
  arrangement: { id: string; title: string };
  jurisdiction: { code: string; name: string; slug: string };
  /** The bodies of the arrangement; working tables among them lead chapters. */
  bodies: { id: string; name: string; kind: string }[];
  /** Names the form of a new chapter, anew each time the page is read: sent twice, it is one chapter. */
  formSent: string;
}

export interface Workspace {
  document: WorkspaceDocument;
  chapters: Chapter[];
  /** What was taken out, for the secretaría técnica; nobody else is told. */
  removed: RemovedChapter[];
  abilities: DocumentAbilities;
  chapter: Chapter | null;
  /** The stored text of the chapter at hand, safe to show as it is; empty while nothing is stored. */
  contentHtml: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Everything the workspace shows besides the discussion, as the signed-in person may see it.
 * Throws `not_found` for a document that is not there or not theirs to read.
 * @param asked the chapter that the address asks for
 */
export async function openDocument(
  supabase: SupabaseClient<Database>,
  id: string,
  asked: string | null,
): Promise<Workspace> {
  if (!UUID.test(id)) throw new AppError('not_found');
  const [documents, chapterRows, abilitiesOf] = await Promise.all([
    supabase
      .from('documents')
      .select(
        'id, kind, title, stage, arrangement:arrangements(id, title, jurisdiction:jurisdictions(code, name, slug), bodies(id, name, kind, position))',
      )
      .eq('id', id)
      .maybeSingle(),
    supabase
      .from('chapters')
      .select('id, position, title, lead_body_id')
      .eq('document_id', id)
      .order('position'),
    supabase.rpc('document_abilities', { p_document: id }),
  ]);
  const { arrangement, ...document } = unwrapRow(documents);
  const chapters = unwrap(chapterRows).map(({ lead_body_id: leadBodyId, ...row }) => ({
    ...row,
    leadBodyId,
  }));
  const chapter = chosenChapter(chapters, asked);
  const abilities = documentAbilities.parse(unwrap(abilitiesOf));
  const [removed, contentHtml] = await Promise.all([
    abilities.roles.includes('coordinator') ? listRemovedChapters(supabase, id) : [],
    chapter ? storedText(supabase, chapter.id) : '',
  ]);
  return {
    document: {
      ...document,
      arrangement: { id: arrangement.id, title: arrangement.title },
      jurisdiction: arrangement.jurisdiction,
      bodies: arrangement.bodies
        .toSorted((a, b) => a.position - b.position)
        .map(({ id: body, name, kind }) => ({ id: body, name, kind })),
      formSent: randomUUID(),
    },
    chapters,
    removed,
    abilities,
    chapter,
    contentHtml,
  };
}

async function storedText(supabase: SupabaseClient<Database>, chapterId: string): Promise<string> {
  const row = await supabase
    .from('chapter_texts')
    .select('content')
    .eq('chapter_id', chapterId)
    .maybeSingle();
  const stored = unwrap(row);
  return stored ? renderStoredText(stored.content) : '';
}
