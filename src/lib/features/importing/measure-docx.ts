import type { NoticeCode } from './notice-codes.ts';

/** Letters and figures, the part of a text that no conversion may lose. */
export const lettersIn = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

const unescape = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_all, hex?: string, decimal?: string, name?: string) =>
    name
      ? ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name] ?? '')
      : String.fromCodePoint(Math.min(0x10ffff, hex ? parseInt(hex, 16) : Number(decimal))),
  );

/** Parts whose text is not the document's text: deleted, moved away, or drawn twice for older programs. */
const HIDDEN = new Set(['del', 'moveFrom', 'Choice']);
const TAG = /<(\/?)(?:w|mc):(t|del|moveFrom|Choice|Fallback|txbxContent)(?=[\s/>])[^>]*?(\/?)>/g;

/** The text of a part in letters, without what is deleted in tracked changes; and its text boxes. */
export function measureText(xml: string): { letters: number; textBoxes: number } {
  const depth = new Map<string, number>();
  const total = { shown: 0, choice: 0, fallback: 0, boxes: 0 };
  for (const match of xml.matchAll(TAG)) {
    const [all, closes, name = '', empty] = match;
    if (name === 't') {
      if (closes || empty) continue;
      const start = match.index + all.length;
      const letters = lettersIn(unescape(xml.slice(start, xml.indexOf('<', start))));
      if (depth.get('del') || depth.get('moveFrom')) continue;
      if (depth.get('Choice')) total.choice += letters;
      else total[depth.get('Fallback') ? 'fallback' : 'shown'] += letters;
    } else if (!empty) {
      depth.set(name, (depth.get(name) ?? 0) + (closes ? -1 : 1));
      if (name === 'txbxContent' && !closes && ![...HIDDEN].some((each) => depth.get(each))) total.boxes += 1;
    }
  }
  return { letters: total.shown + Math.max(total.choice, total.fallback), textBoxes: total.boxes };
}

const COUNTED: [NoticeCode, RegExp][] = [
  ['insertions', /<w:(?:ins|moveTo)(?=[\s>])[^>]*[^/]>/g],
  ['deletions', /<w:(?:del|moveFrom)(?=[\s>])[^>]*[^/]>/g],
  ['formulas', /<m:oMath(?=[\s>])/g],
  ['drawings', /<(?:c:chart|dgm:relIds|o:OLEObject)(?=[\s/>])/g],
  ['embedded_documents', /<w:altChunk(?=[\s/>])/g],
];

/** What the main part holds that the document model does not tell of. */
export function countTraces(xml: string): [NoticeCode, number][] {
  return COUNTED.map(([code, pattern]) => [code, xml.match(pattern)?.length ?? 0]);
}

/** Properties that mean nothing to a chapter: fonts, sizes, colours, spacing, languages, marks of the spell checker. */
const LOOKS =
  /<w:(?:rFonts|sz|szCs|lang|color|spacing|kern|w|bCs|iCs|noProof|shd|ind|jc|bdr|effect|fitText|em|position|snapToGrid|rtl|cs|webHidden|outline|shadow|keepNext|keepLines|widowControl|contextualSpacing|autoSpaceDE|autoSpaceDN|adjustRightInd|textAlignment|suppressAutoHyphens|mirrorIndents|proofErr|lastRenderedPageBreak|bookmarkStart|bookmarkEnd|tcW|tblW|vAlign|noWrap|trHeight|cantSplit|gridCol|tab\s[^>]*w:pos)(?=[\s/>])[^>]*\/>/g;
const IDENTITIES = / (?:w:rsid\w*|w14:\w+|w:author|w:date)="[^"]*"/g;
const EMPTY = /<w:(?:rPr|tabs|tblGrid|tblCellMar)\s*(?:\/>|>\s*<\/w:(?:rPr|tabs|tblGrid|tblCellMar)>)/g;

/**
 * Makes a part easy to read. Separators that mammoth does not know, so that words would stick together, become those it
 * knows. Wrappers that it would skip together with the text inside them go (simple fields, marks of writing direction),
 * and so do the looks: Word repeats them in every run, often four of its six elements, and each would cost memory.
 */
export function lightenXml(xml: string): string {
  return xml
    .replace(/<(\/?)w:cr(?=[\s/>])/g, '<$1w:br')
    .replace(/<(\/?)w:ptab(?=[\s/>])/g, '<$1w:tab')
    .replace(/<\/?w:(?:fldSimple|dir|bdo|ruby|rubyBase)(?=[\s/>])[^>]*>/g, '')
    .replace(LOOKS, '')
    .replace(IDENTITIES, '')
    .replace(EMPTY, '');
}
