import mammoth from 'mammoth';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { countWords, plainText } from '#lib/manuscript/plain-text.ts';
import { type Reading, readBlocks } from './convert-blocks.ts';
import type { DocxDocument } from './docx-model.ts';
import { readNumbering } from './docx-numbering.ts';
import { readStyles } from './docx-styles.ts';
import { FileError, type ImportedDocument, MAX_CHAPTERS } from './imported-document.ts';
import { countTraces, lettersIn, lightenXml, measureText } from './measure-docx.ts';
import { Notices } from './notices.ts';
import { type Docx, openDocx } from './open-docx.server.ts';
import { type PartNames, splitChapters } from './split-chapters.ts';

/** Mammoth accepts an archive of one's own, as its browser build does; its types do not say so. */
type Archive = {
  exists: (name: string) => boolean;
  read: (name: string, encoding?: string) => Promise<string | Uint8Array>;
};
type Convert = (
  input: { file: Archive },
  options: { transformDocument: (document: DocxDocument) => DocxDocument },
) => Promise<{ messages: { message: string }[] }>;

/** More tags than a thousand pages have; building their tree would only end at the worker's memory. */
const MAX_TAGS = 600_000;

function refuseTooManyTags(xml: string): void {
  let tags = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) tags += 1;
  if (tags > MAX_TAGS) throw new FileError('file_too_complex');
}

const EMPTY = '<?xml version="1.0"?><none/>';
const isPicture = (name: string) => /\/media\//.test(name);

async function readModel(
  docx: Docx,
  parts: Map<string, string>,
): Promise<{ document: DocxDocument; ignored: string[] }> {
  let document: DocxDocument | undefined;
  const archive: Archive = {
    exists: (name) => docx.names.includes(name),
    read: async (name) =>
      isPicture(name) ? new Uint8Array() : (parts.get(name) ?? (await docx.read(name)) ?? EMPTY),
  };
  try {
    const { messages } = await (mammoth.convertToHtml as unknown as Convert)(
      { file: archive },
      {
        transformDocument: (model) => {
          document = model;
          return { ...model, children: [] };
        },
      },
    );
    if (!document) throw new FileError('file_damaged');
    const ignored = messages.flatMap(
      ({ message }) => /unrecognised element was ignored: (.*)$/.exec(message)?.[1] ?? [],
    );
    return { document, ignored };
  } catch (error) {
    throw error instanceof FileError ? error : new FileError('file_damaged');
  }
}

/** Elements without any text of their own, which mammoth mentions all the same. */
const HARMLESS =
  /(?:perm(?:Start|End)|noProof|bookmark|Range(?:Start|End)|subDoc|sectPr|oMath|altChunk|tblPrEx|separator|softHyphen|dayLong)/i;

async function headersWithText(docx: Docx): Promise<number> {
  let count = 0;
  for (const name of docx.names.filter((each) => /^word\/(?:header|footer)\d*\.xml$/.test(each))) {
    if (measureText((await docx.read(name)) ?? '').letters > 0) count += 1;
  }
  return count;
}

/**
 * Reads a Word file into chapters. Every letter of it is either in a chapter, or named in the notices; the two are
 * counted against each other, and a shortage is itself a notice.
 * @throws {FileError}
 */
export async function convertDocx(bytes: Uint8Array, names: PartNames): Promise<ImportedDocument> {
  const docx = await openDocx(bytes);
  const numberingPart = docx.names.find((name) => /numbering\d*\.xml$/.test(name)) ?? '';
  const numbering = readNumbering((await docx.read(numberingPart)) ?? '');
  const main = lightenXml((await docx.read(docx.main)) ?? '');
  refuseTooManyTags(main);
  const parts = new Map([
    [docx.main, main],
    [numberingPart, numbering.xml],
  ]);
  const noteParts = docx.names.filter((name) => /^word\/(?:foot|end)notes\d*\.xml$/.test(name));
  for (const name of noteParts) parts.set(name, lightenXml((await docx.read(name)) ?? ''));
  const { document, ignored } = await readModel(docx, parts);

  const notices = new Notices();
  const stylesPart = docx.names.find((name) => /styles\d*\.xml$/.test(name)) ?? '';
  const styles = readStyles(await docx.read(stylesPart));
  const reading: Reading = { notes: document.notes, notices, styles, levels: numbering.levels, dropped: 0 };
  const pieces = readBlocks(document.children, reading);
  const { chapters, chapterOf, dropped } = splitChapters(pieces, names, notices);
  if (chapters.length > MAX_CHAPTERS) throw new FileError('file_too_complex');

  const measured = measureText(main);
  let expected = measured.letters;
  for (const name of noteParts) expected += measureText(parts.get(name) ?? '').letters;
  const titles = chapters
    .map(({ title }) => title)
    .filter((title) => title !== names.frontMatter && title !== names.untitled);
  const kept = chapters.map(({ content }) => plainText(content, { notes: true })).concat(titles, dropped);
  const arrived = kept.reduce((sum, text) => sum + lettersIn(text), reading.dropped);
  if (!arrived) throw new FileError('file_without_text');

  for (const [code, count] of countTraces(main)) notices.add(code, '', count);
  notices.add('text_boxes', '', measured.textBoxes);
  notices.add('headers', '', await headersWithText(docx));
  notices.add('missing_text', '', Math.max(0, expected - arrived));
  notices.add('other', '', ignored.filter((name) => !HARMLESS.test(name)).length);
  return {
    chapters: chapters.map(({ title, content }) => {
      const checked = checkContent(content).toJSON() as Content;
      return { title, content: { ...checked, type: 'doc' as const }, words: countWords(checked) };
    }),
    notices: notices.report(chapterOf),
  };
}
