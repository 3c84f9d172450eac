/** The parts of mammoth's document model that are read here; its own types leave the model out. */
export type DocxRun = {
  type: 'run';
  children: DocxInline[];
  isBold: boolean;
  isItalic: boolean;
  isUnderline: boolean;
  isStrikethrough: boolean;
  verticalAlignment: 'baseline' | 'superscript' | 'subscript';
  highlight: string | null;
};

export type DocxInline =
  | DocxRun
  | { type: 'text'; value: string }
  | { type: 'hyperlink'; children: DocxInline[]; href?: string; anchor?: string }
  | { type: 'noteReference'; noteType: string; noteId: string }
  | { type: 'break'; breakType: 'line' | 'page' | 'column' }
  | { type: 'checkbox'; checked: boolean }
  | { type: 'tab' | 'image' | 'commentReference' | 'bookmarkStart' };

export type DocxParagraph = {
  type: 'paragraph';
  children: DocxInline[];
  styleId: string | null;
  styleName: string | null;
  /** `paragraphStyleId` carries the key of docx-numbering. */
  numbering: { isOrdered: boolean; level: string; paragraphStyleId?: string } | null;
};

export type DocxCell = { type: 'tableCell'; children: DocxBlock[]; colSpan: number; rowSpan: number };
export type DocxRow = { type: 'tableRow'; children: DocxCell[]; isHeader: boolean };
export type DocxTable = { type: 'table'; children: DocxRow[] };
export type DocxBlock = DocxParagraph | DocxTable;

export type DocxNotes = {
  resolve: (reference: { noteType: string; noteId: string }) => { body: DocxBlock[] } | null;
};
export type DocxDocument = { type: 'document'; children: DocxBlock[]; notes: DocxNotes };
