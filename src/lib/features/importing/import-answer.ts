import type { Notice } from './imported-document.ts';

/** One chapter of the preview: what may still be changed about it, and what it looks like. */
export type PreviewChapter = { title: string; included: boolean; words: number; html: string };

/** A document that was read and not yet imported. It travels in the form itself, so that nothing waits on the server. */
export type Preview = {
  file: string;
  chapters: PreviewChapter[];
  /** The notes of all chapters as HTML. */
  notes: string;
  report: Notice[];
  /** The texts and the report as JSON: comes back with the confirmation, and is checked anew. */
  draft: string;
  /** Names this import: sent twice, it is one. */
  sent: string;
};

/** What the page gets back from either of its forms. */
export type ImportAnswer = {
  preview?: Preview;
  error?: { message: string; action: string; fields: Readonly<Record<string, string>> };
  values?: { preview?: Preview };
} | null;
