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
  not_signed_in: m.editor_failed_signed_out,
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

/** The save state as a sentence. */
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
      const reason = (REASONS[state.reason] ?? m.editor_failed_other)();
      const nothingYet = FOR_NOW.has(state.reason) && state.changes === 0;
      return nothingYet ? m.editor_not_saving({ reason }) : m.editor_failed({ reason });
    }
  }
}
