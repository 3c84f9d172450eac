import { m } from '#lib/generated/paraglide/messages.js';
import type { NoticeCode } from './notice-codes.ts';

/** The words of each notice; a code without words fails the type check. */
export const noticeWords: Record<NoticeCode, (count: { count: number }) => string> = {
  missing_text: m.importing_notice_missing_text,
  hidden_text: m.importing_notice_hidden_text,
  images: m.importing_notice_images,
  drawings: m.importing_notice_drawings,
  formulas: m.importing_notice_formulas,
  embedded_documents: m.importing_notice_embedded_documents,
  comments: m.importing_notice_comments,
  insertions: m.importing_notice_insertions,
  deletions: m.importing_notice_deletions,
  text_boxes: m.importing_notice_text_boxes,
  headers: m.importing_notice_headers,
  contents: m.importing_notice_contents,
  document_title: m.importing_notice_document_title,
  strikethrough: m.importing_notice_strikethrough,
  highlight: m.importing_notice_highlight,
  underline: m.importing_notice_underline,
  links: m.importing_notice_links,
  internal_links: m.importing_notice_internal_links,
  heading_numbers: m.importing_notice_heading_numbers,
  list_numbers: m.importing_notice_list_numbers,
  deep_headings: m.importing_notice_deep_headings,
  title_notes: m.importing_notice_title_notes,
  long_titles: m.importing_notice_long_titles,
  styles: m.importing_notice_styles,
  other: m.importing_notice_other,
};
