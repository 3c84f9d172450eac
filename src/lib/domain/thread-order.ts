import type { CommentThread } from './comment-thread.ts';

/** Open threads by chapter. */
export function unresolvedByChapter(threads: readonly CommentThread[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { chapterId, status } of threads) {
    if (status === 'open') counts[chapterId] = (counts[chapterId] ?? 0) + 1;
  }
  return counts;
}

/**
 * Threads in the order of their passages; those whose passage has no place (another chapter, or gone) come last, by date.
 * @param places distance from the top by thread id
 */
export function inTextOrder(
  threads: readonly CommentThread[],
  places: ReadonlyMap<string, { top: number } | null>,
): CommentThread[] {
  const top = (thread: CommentThread) => places.get(thread.id)?.top ?? Number.POSITIVE_INFINITY;
  return [...threads].sort((a, b) => {
    const [first, second] = [top(a), top(b)];
    return first === second ? a.createdAt.localeCompare(b.createdAt) : first - second;
  });
}
