import { initProseMirrorDoc } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { anchorSchema } from '#lib/domain/anchor.ts';
import { refreshAnchor, resolveAnchor } from '#lib/manuscript/anchors.ts';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { manuscriptSchema } from '#lib/manuscript/extensions.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import type { CollabDatabase } from './database.ts';

/**
 * Keeps the anchors of a chapter's threads with their passages: every anchor is resolved in the text as it was just
 * written down, and stored anew when it moved, was lost, or was found again.
 * @param document the Yjs document that `content` was read from; reading it this way may change it.
 */
export async function reanchor(
  database: Pick<CollabDatabase, 'threadsOf' | 'saveAnchor'>,
  chapterId: string,
  content: Content,
  document: Y.Doc,
): Promise<void> {
  const threads = await database.threadsOf(chapterId);
  if (!threads.length) return;
  const text = checkContent(content);
  const fragment = document.getXmlFragment(FRAGMENT);
  const { doc, mapping } = initProseMirrorDoc(fragment, manuscriptSchema);
  // Positions of the live text hold only where it reads exactly as the text that was written down.
  const live = doc.eq(text) ? { fragment, mapping } : undefined;
  for (const { threadId, anchor, detached } of threads) {
    const known = anchorSchema.safeParse(anchor);
    if (!known.success) continue;
    const found = resolveAnchor(text, known.data, live);
    const now = found ? refreshAnchor(text, known.data, found, live) : known.data;
    if (JSON.stringify(now) === JSON.stringify(known.data) && detached === !found) continue;
    await database.saveAnchor(threadId, now, !found);
  }
}
