import type { StateSummary } from '#lib/domain/state.ts';
import { arrangementStatusWord, stageWord } from '#lib/domain/words.ts';

/** Where a state's process stands: the stage of its document while the arrangement stands, otherwise how that stands. */
export function standingWords({ arrangement, stage }: StateSummary): string {
  if (!arrangement) return '';
  const told = stage && arrangement !== 'ended' && arrangement !== 'negotiating';
  return told ? stageWord[stage]() : arrangementStatusWord[arrangement]();
}
