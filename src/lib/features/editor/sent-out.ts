import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Trouble } from './save-state.ts';

/** Closing codes that refuse the edits themselves, by the reason that their author is given. */
export const REFUSALS: ReadonlyMap<number, string> = new Map([
  [CloseCode.changeRefused, 'change_refused'],
  [CloseCode.malformed, 'change_refused'],
  [CloseCode.tooLarge, 'too_large'],
  [CloseCode.chapterFull, 'chapter_full'],
]);
/** Why the server had no room, by the reason that it gave; otherwise there are too many. */
export const WHEN_FULL: Readonly<Record<string, Trouble>> = {
  flood: 'flood',
  reader_too_slow: 'slow',
};
/** Why somebody was sent out who may be let in again. */
export const SENT_OUT: ReadonlySet<string | null> = new Set([
  'not_signed_in',
  'another_person',
  'chapter_removed',
  'access_lost',
  'organization_suspended',
]);
/** Why nobody writes here any more, by why they were sent out. Whose session ended only may go on, unsent. */
export const READ_ONLY: Readonly<Record<string, string>> = {
  access_lost: 'revoked',
  organization_suspended: 'suspended',
  chapter_removed: 'chapter_removed',
  another_person: 'another_person',
};
/**
 * Why whoever had the text open may not even speak of it any more, by the reason of the read-only text. Whose session is
 * over is told so when they send a comment, and what to do.
 */
export const OUT: ReadonlySet<string | null> = new Set(['revoked', 'suspended', 'chapter_removed']);
