import { setTimeout as wait } from 'node:timers/promises';
import { looksAtText } from '#lib/domain/step.ts';
import { publicationDetails, stepRequest } from '#lib/domain/step-input.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

const SETTLE_MS = 5000;
const RETRY_MS = 150;

/**
 * Takes a step of the workflow. One that looks at the text first has it written down from its log, and waits up to five
 * seconds for it, so that the last acknowledged keystroke is in the version.
 * Throws `stage_changed`, `step_not_yours`, `step_not_available`, `version_mismatch`, `condition_not_met`, `note_required`, `slug_taken`,
 * `text_not_settled`, `bad_input`.
 */
export async function advanceDocument(
  { supabase }: App.Locals,
  document: string,
  form: FormData,
): Promise<void> {
  const { action, stage, note, version } = readForm(stepRequest, form);
  const details = action === 'publish' ? readForm(publicationDetails, form) : {};
  const take = async () =>
    unwrap(
      await supabase.rpc('advance_document', {
        p_document: document,
        p_action: action,
        p_expected_stage: stage,
        p_note: note,
        p_details: details,
        ...(version ? { p_version_sha256: version } : {}),
      }),
    );
  if (!looksAtText(action)) {
    await take();
    return;
  }
  for (const started = Date.now(); ; await wait(RETRY_MS)) {
    const late = Date.now() - started > SETTLE_MS;
    const settled = unwrap(await supabase.rpc('request_materialisation', { p_document: document }));
    if (!settled && !late) continue;
    try {
      await take();
      return;
    } catch (error) {
      const unsettled = error instanceof AppError && error.code === 'text_not_settled';
      if (!unsettled || late) throw error;
    }
  }
}
