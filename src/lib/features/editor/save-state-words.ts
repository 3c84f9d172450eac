import { formatClock } from '#lib/domain/format.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import type { SaveState } from './save-state.ts';

const REASONS: Record<string, () => string> = {
  access_lost: m.editor_failed_access_lost,
  not_signed_in: m.editor_failed_signed_out,
  too_large: m.editor_failed_too_large,
  unloadable: m.editor_failed_unloadable,
};

/** The save state as a sentence. */
export function saveStateWords(state: SaveState): string {
  switch (state.kind) {
    case 'connecting':
      return m.editor_connecting();
    case 'saving':
      return m.editor_saving();
    case 'saved':
      return state.at ? m.editor_saved_at({ time: formatClock(state.at) }) : m.editor_saved();
    case 'offline':
      return m.editor_offline({ changes: state.changes });
    case 'reconnecting':
      return m.editor_reconnecting({ changes: state.changes });
    case 'failed':
      return m.editor_failed({ reason: (REASONS[state.reason] ?? m.editor_failed_other)() });
  }
}
