import { formatClock } from '#lib/domain/format.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import type { SaveState, Trouble } from './save-state.ts';

const REASONS: Record<string, () => string> = {
  full: m.editor_failed_full,
  flood: m.editor_failed_flood,
  slow: m.editor_failed_slow,
  not_stored: m.editor_failed_not_stored,
  unloadable_now: m.editor_failed_unloadable_now,
  access_lost: m.editor_failed_access_lost,
  organization_suspended: m.editor_failed_organization_suspended,
  another_person: m.editor_failed_another_person,
  chapter_removed: m.editor_failed_chapter_removed,
  too_large: m.editor_failed_too_large,
  unloadable: m.editor_failed_unloadable,
};

const FOR_NOW: ReadonlySet<string> = new Set<Trouble>([
  'full',
  'flood',
  'slow',
  'not_stored',
  'unloadable_now',
]);

/** Where words stand that were refused, on the page: the save state points there. */
export const REFUSED_WORDS = 'lo-no-aceptado';

/** Where it stands, on the page, that the session ended: the save state points there. */
export const SIGNED_OUT_WORDS = 'su-sesion-termino';

/** Where it stands, on the page, that what is unsent is kept though access ended: the save state points there. */
export const KEPT_WORDS = 'lo-que-se-conserva';

/** Why somebody was sent out whose unsent edits are sent once they may come in again. */
const MAY_RETURN: ReadonlySet<string> = new Set(['access_lost', 'organization_suspended']);

/** The save state as a sentence; what is long, or asks for something, stands on the page. */
export function saveStateWords(state: SaveState): string {
  switch (state.kind) {
    case 'connecting':
      return m.editor_connecting();
    case 'saving':
      return m.editor_saving();
    case 'saved':
      return state.at ? m.editor_saved_at({ time: formatClock(state.at) }) : m.editor_saved();
    case 'saved_except':
      return m.editor_saved_except();
    case 'offline':
      return m.editor_offline({ changes: state.changes });
    case 'reconnecting':
      return m.editor_reconnecting({ changes: state.changes });
    case 'failed': {
      if (state.reason === 'not_signed_in')
        return state.changes > 0 ? m.editor_signed_out_unsent() : m.editor_signed_out();
      const reason = (REASONS[state.reason] ?? m.editor_failed_other)();
      if (state.changes > 0) return m.editor_failed({ reason });
      // Whoever only read, or wrote nothing that is not stored, has lost nothing.
      return FOR_NOW.has(state.reason) ? m.editor_not_saving({ reason }) : asSentence(reason);
    }
  }
}

/** What to do where the session ended elsewhere; null in every other state. */
export function signedOutWords(state: SaveState): string | null {
  if (state.kind !== 'failed' || state.reason !== 'not_signed_in') return null;
  return state.changes > 0
    ? m.editor_signed_out_send({ changes: state.changes })
    : m.editor_signed_out_read();
}

/** That unsent edits are kept where access ended, and until when; null in every other state. */
export function keptWords(state: SaveState): string | null {
  if (state.kind !== 'failed' || !MAY_RETURN.has(state.reason) || state.changes === 0) return null;
  return m.editor_kept_here({ changes: state.changes });
}

function asSentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
