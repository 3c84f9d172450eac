import { m } from '#lib/generated/paraglide/messages.js';

/** What was typed into the form of a step, field by field as its labels name them. */
export function sentWords(values: Record<string, string | undefined>) {
  return [
    [m.workflow_note(), values.note],
    [m.workflow_title(), values.title],
    [m.workflow_slug(), values.slug],
    [m.workflow_summary(), values.summary],
    [m.workflow_gazette_name(), values.gazetteName],
    [m.workflow_gazette_number(), values.gazetteNumber],
    [m.workflow_gazette_date(), values.gazetteDate],
  ] as const;
}
