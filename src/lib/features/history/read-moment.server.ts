import * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { type Content, ManuscriptError } from '#lib/manuscript/content.ts';
import { salvage } from '#lib/manuscript/salvage.ts';
import { docToContent, readRaw } from '#lib/manuscript/yjs.ts';

const answer = z.object({
  seq: z.number(),
  head: z.number(),
  at: z.string(),
  person: z.string().nullable(),
  parts: z.array(z.string()),
});

/** The text of a chapter as of one entry of its log. */
export interface Moment {
  seq: number;
  /** The last entry there is. */
  head: number;
  at: string;
  person: string | null;
  content: Content;
}

function put(parts: readonly string[]): Content {
  const document = asWritten(new Y.Doc());
  document.transact(() => {
    for (const part of parts) Y.applyUpdate(document, Buffer.from(part, 'base64'));
  });
  try {
    return docToContent(document);
  } catch (error) {
    if (!(error instanceof ManuscriptError)) throw error;
    return salvage(readRaw(document));
  } finally {
    document.destroy();
  }
}

const entry = z.coerce.number().int().positive();

/** Puts a past text together, for whoever may read the draft. Throws `not_found`. */
export async function readMoment(
  { supabase }: App.Locals,
  chapterId: string,
  asked: string | number,
): Promise<Moment> {
  const seq = entry.safeParse(asked);
  if (!seq.success) throw new AppError('not_found');
  const found = unwrap(await supabase.rpc('read_chapter_moment', { p_chapter: chapterId, p_seq: seq.data }));
  const { parts, ...moment } = answer.parse(found);
  return { ...moment, content: put(parts) };
}
