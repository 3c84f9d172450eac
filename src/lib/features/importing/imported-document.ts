import { z } from 'zod';

/** What a Word document may hold that a chapter cannot, or not in the same way. */
export const noticeCodes = [
  'missing_text',
  'images',
  'drawings',
  'formulas',
  'embedded_documents',
  'comments',
  'insertions',
  'deletions',
  'text_boxes',
  'headers',
  'contents',
  'document_title',
  'strikethrough',
  'highlight',
  'underline',
  'links',
  'internal_links',
  'heading_numbers',
  'list_numbers',
  'deep_headings',
  'title_notes',
  'long_titles',
  'styles',
  'other',
] as const;

export type NoticeCode = (typeof noticeCodes)[number];

const content = z.looseObject({ type: z.literal('doc') });

/** One thing that was not kept as it was: how often, and where, in the document's own words. */
export const noticeSchema = z.object({
  code: z.enum(noticeCodes),
  count: z.int().min(1),
  places: z.array(z.object({ chapter: z.string(), near: z.string() })),
});

/** A Word document read into chapters, before anyone has decided to keep it. */
export const importedDocumentSchema = z.object({
  chapters: z.array(z.object({ title: z.string(), content, words: z.int() })),
  notices: z.array(noticeSchema),
});

export type Notice = z.infer<typeof noticeSchema>;
export type ImportedDocument = z.infer<typeof importedDocumentSchema>;

/** Limits of the database, so that a preview never promises what cannot be stored. */
export const MAX_TITLE = 200;
export const MAX_CHAPTERS = 100;

/** Why a file cannot be read at all; rows of the error table in domain/errors.ts. */
export const fileErrorCodes = [
  'file_too_large',
  'file_not_docx',
  'file_old_word',
  'file_encrypted',
  'file_with_macros',
  'file_unsafe',
  'file_damaged',
  'file_too_complex',
  'file_without_text',
] as const;

export type FileErrorCode = (typeof fileErrorCodes)[number];

/** A file that was refused, with the reason. */
export class FileError extends Error {
  readonly code: FileErrorCode;
  constructor(code: FileErrorCode) {
    super(code);
    this.name = 'FileError';
    this.code = code;
  }
}
