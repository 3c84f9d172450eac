import { expect, it } from 'vitest';
import type { CommentThread } from '#lib/domain/comment-thread.ts';
import type { DiscussionAbilities } from '#lib/domain/discussion-abilities.ts';
import { asSpokenIn, withoutAccess } from './speaking.ts';

const VOICE = { id: 'red', name: 'Red', sector: 'civil_society' as const, toldTo: [] };
const abilities: DiscussionAbilities = { comment: true, closed: null, office: true, voices: [VOICE] };
const closed: DiscussionAbilities = { ...abilities, comment: false, closed: 'stage' };

/** A thread as it was read before: `may` is what could be done with it then. */
const thread = (status: 'open' | 'resolved', may: { reply: boolean; resolve: boolean }) =>
  ({
    id: '1',
    status,
    abilities: { ...may, replyAs: [VOICE], needsAnswer: false },
  }) as unknown as CommentThread;
const may = (read: CommentThread, now: DiscussionAbilities) => {
  const { reply, resolve } = asSpokenIn(read, now).abilities;
  return { reply, resolve };
};

it('nothing is offered in a thread that was read before the stage closed the discussion', () => {
  const read = thread('open', { reply: true, resolve: true });
  expect(may(read, closed)).toEqual({ reply: false, resolve: false });
  expect(may(read, withoutAccess(abilities))).toEqual({ reply: false, resolve: false });
  expect(asSpokenIn(read, abilities)).toBe(read);
});

it('an open thread that was read while the discussion was closed is answered once it is open again', () => {
  const read = thread('open', { reply: false, resolve: false });
  expect(may(read, abilities)).toEqual({ reply: true, resolve: false });
  expect(may(thread('resolved', { reply: false, resolve: true }), abilities)).toEqual({
    reply: false,
    resolve: true,
  });
});

it('whoever lost access is told so in the place of what the stage says', () => {
  expect(withoutAccess(closed)).toEqual({ ...closed, closed: 'access' });
});

it('an answer is for the organizations that one may speak for now, among those that the thread was told to', () => {
  const read = thread('open', { reply: true, resolve: true });
  const now = { ...abilities, voices: [{ ...VOICE, id: 'estado' }] };
  expect(asSpokenIn(read, now).abilities).toMatchObject({ reply: false, resolve: true, replyAs: [] });
});
