import type { CommentThread } from '#lib/domain/comment-thread.ts';
import type { DiscussionAbilities } from '#lib/domain/discussion-abilities.ts';

/** What may be said by whoever was sent out of the text beside: nothing, until they are let in again. */
export function withoutAccess(abilities: DiscussionAbilities): DiscussionAbilities {
  return { ...abilities, comment: false, closed: 'access' };
}

/**
 * A thread as it can be answered now, and for whom. The stage and one's organizations decide for all threads at once, and
 * change while they stand open: they are not read again for that, since reading a confidence leaves a record.
 */
export function asSpokenIn(thread: CommentThread, { comment, voices }: DiscussionAbilities): CommentThread {
  const { abilities, status } = thread;
  const replyAs = abilities.replyAs.filter(({ id }) => voices.some((voice) => voice.id === id));
  const reply = comment && status === 'open' && replyAs.length > 0;
  const resolve = comment && abilities.resolve;
  const same = reply === abilities.reply && resolve === abilities.resolve;
  if (same && replyAs.length === abilities.replyAs.length) return thread;
  return { ...thread, abilities: { ...abilities, reply, resolve, replyAs } };
}

/** For whom something is being written. */
export type Spoken = {
  /** The organization, as it was shown to the writer or chosen by them; empty while it is to be chosen. */
  voice: string;
  name: string;
  /** It is for the writer to choose: there were several, or the one that was shown is gone. */
  asked: boolean;
  /** The name of the one for which it was being written before, and for which nothing can be said any more. */
  lost: string;
};
export const UNSPOKEN: Spoken = { voice: '', name: '', asked: false, lost: '' };

/**
 * For whom it is written among the organizations of now. Where the one that was meant is gone, none takes its place: with
 * the organization goes the sector that a confidence is told to, and both are the writer's to choose. The same object where
 * nothing changed.
 */
export function spokenAmong(spoken: Spoken, voices: readonly { id: string; name: string }[]): Spoken {
  const [first] = voices;
  // Nothing can be said for anybody: what was meant waits until something can.
  if (!first) return spoken;
  const meant = voices.find(({ id }) => id === spoken.voice);
  const asked = spoken.asked || voices.length > 1 || (!meant && spoken.voice !== '');
  const { id: voice, name } = meant ?? (asked ? { id: '', name: '' } : first);
  const lost = !meant && spoken.voice ? spoken.name : spoken.lost;
  const now = { voice, name, asked, lost };
  const same = (Object.keys(now) as (keyof Spoken)[]).every((key) => now[key] === spoken[key]);
  return same ? spoken : now;
}
