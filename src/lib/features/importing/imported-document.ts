import type { z } from 'zod';
import type { importedDocumentSchema, noticeSchema } from './imported-document-schema.ts';

/** One thing that was not kept as it was: how often, and where, in the document's own words. */
export type Notice = z.infer<typeof noticeSchema>;

/** A Word document read into chapters, before anyone has decided to keep it. */
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
  'file_too_many_chapters',
  'file_without_text',
] as const;

export type FileErrorCode = (typeof fileErrorCodes)[number];

/** The figures of a refusal, for its words. */
export type FileErrorDetails = Readonly<Record<string, number>>;

/** A file that was refused, with the reason. */
export class FileError extends Error {
  readonly code: FileErrorCode;
  readonly details: FileErrorDetails;
  constructor(code: FileErrorCode, details: FileErrorDetails = {}) {
    super(code);
    this.name = 'FileError';
    this.code = code;
    this.details = details;
  }
}
