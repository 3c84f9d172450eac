import { m } from '#lib/generated/paraglide/messages.js';
import { getLocale } from '#lib/generated/paraglide/runtime.js';
import type { HtmlWords } from '#lib/manuscript/html.ts';

/** The words that a rendered text of the past needs, in the request's language. */
export const htmlWords = (): HtmlWords => ({
  note: (number) => m.history_note({ number }),
  backToText: (number) => m.history_note_back({ number }),
  notes: m.history_notes(),
  permalink: (number) => m.history_permalink({ number }),
  table: (number) => m.history_table({ number }),
  language: getLocale(),
});
