import { setTimeout as wait } from 'node:timers/promises';
import { freezesText, looksAtText } from '#lib/domain/step.ts';
import { publicationDetails, stepRequest } from '#lib/domain/step-input.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** As long as writing is held at most (hold_writing). */
const SETTLE_MS = 8000;
const RETRY_MS = 150;

/**
 * Takes a step of the workflow. One that looks at the text first has it written down from its log, and waits up to eight
 * seconds for it, so that the last acknowledged keystroke is in the version; for one that freezes it, writing waits
 * meanwhile, as the text would never be up to date while people type (docs/adr/0008-versions.md).
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
    void unwrap(
      await supabase.rpc('advance_document', {
        p_document: document,
        p_action: action,
        p_expected_stage: stage,
        p_note: note,
        p_details: details,
        ...(version ? { p_version_sha256: version } : {}),
      }),
    );
  const hold = async () =>
    unwrap(
      await supabase.rpc('hold_writing', { p_document: document, p_action: action, p_expected_stage: stage }),
    );
  if (!looksAtText(action)) return take();
  const freezes = freezesText(action);
  let held = false;
  try {
    for (const started = Date.now(); ; await wait(RETRY_MS)) {
      const late = Date.now() - started > SETTLE_MS;
      const settled = unwrap(await supabase.rpc('request_materialisation', { p_document: document }));
      try {
        // For one that only looks, what is written down may be enough already.
        if (settled || late || !freezes) return await take();
      } catch (error) {
        const code = error instanceof AppError ? error.code : null;
        const tooEarly = code === 'text_not_settled' || (code === 'condition_not_met' && !settled);
        if (!tooEarly || late) throw error;
      }
      if (freezes && !held) held = await hold();
    }
  } catch (error) {
    // Whoever was writing goes on at once. Were this not heard, the hold would end by itself.
    if (held) await supabase.rpc('release_writing', { p_document: document });
    throw error;
  }
}
