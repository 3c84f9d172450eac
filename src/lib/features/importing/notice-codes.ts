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
