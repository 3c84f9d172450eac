import type { CommentThread } from '#lib/domain/comment-thread.ts';
import type { DiscussionAbilities } from '#lib/domain/discussion-abilities.ts';

/** What may be said by whoever was sent out of the text beside: nothing, until they are let in again. */
export function withoutAccess(abilities: DiscussionAbilities): DiscussionAbilities {
  return { ...abilities, comment: false, closed: 'access' };
}

/**
 * A thread as it can be answered now. The stage decides for all threads at once, and changes while they stand open: they
 * are not read again for that, since reading a confidence leaves a record.
 */
export function asSpokenIn(thread: CommentThread, { comment }: DiscussionAbilities): CommentThread {
  const { abilities, status } = thread;
  const [reply, resolve] = [comment && status === 'open', comment && abilities.resolve];
  if (reply === abilities.reply && resolve === abilities.resolve) return thread;
  return { ...thread, abilities: { ...abilities, reply, resolve } };
}
